import { createContext } from 'react';
import type { z } from 'zod';

interface FormContextValue {
  readonly schema: z.ZodType;
  /** Lets a field say its label, for the summary of errors. */
  readonly register: (path: string, label: string) => void;
}

export const FormContext = createContext<FormContextValue | null>(null);
