import { z } from 'zod';
import { common } from './common.ts';

const count = z
  .union([z.number(), z.string().trim().regex(/^\d*$/, '应为整数'), z.null()])
  .default('')
  .transform((value) => (value === null || value === '' ? null : Number(value)))
  .pipe(z.int('应为整数').min(0, '不能为负').nullable());

/** 安全承诺: installations, and the day's special operations, each a number. */
export const COMMITMENT_COUNTS = [
  'units',
  'run',
  'park',
  'fires',
  'fire1',
  'fire2',
  'space',
  'high',
  'lifting',
  'electricity',
  'soil',
  'road',
  'blindplate',
  'inspection',
  'pourOut',
  'cleanTank',
  'draining',
] as const;

export const safetyCommitmentRecord = z.looseObject({
  ...common,
  ...(Object.fromEntries(COMMITMENT_COUNTS.map((name) => [name, count])) as Record<
    (typeof COMMITMENT_COUNTS)[number],
    typeof count
  >),
});
