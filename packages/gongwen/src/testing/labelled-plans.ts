import { readdirSync, readFileSync } from 'node:fs';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

interface LabelledSection {
  path: string[];
  kind: string;
  startsWith: string;
}

export interface LabelledObligation {
  taskPath: string[];
  quote: string;
  quoteAlt?: string[];
  kind: string;
  deadline?: string;
  deadlineAlt?: string[];
  frequency?: { per: string; atLeast: number; every?: number };
  actor?: string | null;
  actorAlt?: string[];
  optional?: boolean;
}

export interface LabelledPlanFile {
  title: string;
  docNumber: string | null;
  issuer: string | null;
  date: string | null;
  period: { from: string | null; to: string | null };
  phases: { name: string; from: string | null; to: string | null }[];
  sections: LabelledSection[];
  obligations: LabelledObligation[];
}

/** The five county plans with what a careful reader takes from each. */
export function labelledPlans(): { name: string; text: string; gold: LabelledPlanFile }[] {
  return readdirSync(FIXTURES)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, 3),
      text: readFileSync(new URL(file.replace('.json', '.txt'), FIXTURES), 'utf8'),
      gold: JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as LabelledPlanFile,
    }));
}
