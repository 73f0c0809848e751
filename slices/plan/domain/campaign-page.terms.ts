import type { StageState } from './stages.rules.ts';

export const STAGE_STATE_NAMES: Record<StageState, string> = {
  ahead: '未开始',
  running: '进行中',
  passed: '已达标',
  missed: '未达标',
};
