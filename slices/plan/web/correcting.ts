import { createContext } from 'react';
import type { CorrectedDuty, CorrectedUnit, DutyFacts, UnitFacts } from '../domain/index.ts';
import type { WordsContext } from './facts-from-words.ts';

/** Names of spans, the same in the text and in the structure; spaces would end a name. */
export const sectionKey = (id: string) => `s:${id.replace(/\s/g, '')}`;
export const dutyKey = (id: string) => `d:${id}`;

/** What the rows of the structure can do to a plan; the same object as long as the page is open. */
interface Correcting {
  readonly edit: (key: string | null) => void;
  readonly confirm: (duty: CorrectedDuty) => void;
  readonly change: (duty: CorrectedDuty, changes: Partial<DutyFacts>) => void;
  readonly split: (duty: CorrectedDuty, at: number) => void;
  readonly merge: (duty: CorrectedDuty) => void;
  readonly remove: (duty: CorrectedDuty) => void;
  readonly changeUnit: (unit: CorrectedUnit, changes: Partial<UnitFacts>) => void;
  readonly mergeUnit: (unit: CorrectedUnit) => void;
  readonly removeUnit: (unit: CorrectedUnit) => void;
  readonly context: WordsContext;
  readonly actors: readonly string[];
  readonly text: string;
}

/** null where nothing may be corrected. */
export const CorrectingContext = createContext<Correcting | null>(null);
export type { Correcting };
