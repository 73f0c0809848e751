import type { SnapshotKind } from './snapshot.rules.ts';

export const REWARD_STATUSES = ['proposed', 'approved', 'refused', 'paid'] as const;
export type RewardStatus = (typeof REWARD_STATUSES)[number];
export const REWARD_STATUS_NAMES: Record<RewardStatus, string> = {
  proposed: '待审批',
  approved: '待发放',
  refused: '未批准',
  paid: '已发放',
};

/** What may follow what. `refused` and `paid` are ends; a refused one may be proposed anew as another. */
export const REWARD_STEPS: Readonly<Record<RewardStatus, readonly RewardStatus[]>> = {
  proposed: ['approved', 'refused'],
  approved: ['paid'],
  refused: [],
  paid: [],
};

/** One line of an enterprise's own table. */
export interface RewardAmount {
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly name: string;
  readonly amountFen: number;
}

/** 元 with two decimals: `300.00`. */
export function sayYuan(fen: number): string {
  return (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** What was typed as 元 in 分; null when it is no amount. */
export function fenOf(yuan: number): number | null {
  const fen = Math.round(yuan * 100);
  return Number.isFinite(yuan) && fen > 0 && Math.abs(yuan * 100 - fen) < 1e-6 ? fen : null;
}
