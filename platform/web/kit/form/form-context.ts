import { createContext } from 'react';
import type { z } from 'zod';

interface FormContextValue {
  readonly schema: z.ZodType;
  /** Lets a field say its label, for the summary of errors. */
  readonly register: (path: string, label: string) => void;
  /** Lets a control say that it is not done yet (files on their way): the form waits to be sent. */
  readonly setBusy: (control: string, isBusy: boolean) => void;
}

export const FormContext = createContext<FormContextValue | null>(null);
