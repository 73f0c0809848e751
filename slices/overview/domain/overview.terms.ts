import type { HitKind } from './overview.contract.ts';

export const HIT_KIND_NAMES: Record<HitKind, string> = {
  enterprise: '企业',
  hazard: '隐患',
  task: '任务',
  plan: '方案',
};
