import { idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

/** The tests that stand beside E, in the order of the screen. */
export const TESTS = [
  'photoReuse',
  'sameAnswers',
  'allPassed',
  'tooFast',
  'flatTimes',
  'splitTasks',
  'acceptClumps',
  'selfAccepted',
] as const;
export type Test = (typeof TESTS)[number];

/** few: too little to judge · usual: within what is expected · check: 值得核实. */
export const TEST_STATES = ['few', 'usual', 'check'] as const;
export type TestState = (typeof TEST_STATES)[number];

/** What a test saw: `seen` of `of`. The words are made from these numbers, so that kept and fresh ones say the same. */
export const testSeenSchema = z.object({
  state: z.enum(TEST_STATES),
  seen: z.int().min(0),
  of: z.int().min(0),
  /** What `expected` speaks of where it is a number of this enterprise (allPassed: findings that its trade would have). */
  expected: z.number().min(0).nullable(),
});
export type TestSeen = z.infer<typeof testSeenSchema>;

const openedSchema = z.object({
  kind: z.enum(['record', 'task', 'hazard']),
  id: idSchema,
  /** What is to be looked at in it. */
  note: z.string(),
});
export type Opened = z.infer<typeof openedSchema>;
/** More serve nobody: whoever has looked at so many knows. */
export const MOST_OPENED = 50;

export const testResultSchema = testSeenSchema.extend({
  test: z.enum(TESTS),
  title: z.string(),
  /** What was looked at and what was seen. */
  sentence: z.string(),
  /** What is usual, and innocent reasons for what was seen. */
  usual: z.string(),
  opens: z.array(openedSchema).max(MOST_OPENED),
});
export type TestResult = z.infer<typeof testResultSchema>;
