import { daysBetween, type LocalDate } from '../../../domain/clock.ts';

/** One thing that waits for me. */
export interface QueueItem {
  readonly id: string;
  /** What is asked: 确认等级, 验收, 填报进展. */
  readonly task: string;
  readonly title: string;
  /** The human number, the enterprise, the place: what tells it from others. */
  readonly note?: string;
  /** null where no limit runs. */
  readonly dueOn: LocalDate | null;
}

export interface QueueGroup {
  readonly label: string;
  readonly items: readonly QueueItem[];
}

const GROUPS: readonly { readonly label: string; readonly holds: (left: number) => boolean }[] = [
  { label: '已逾期', holds: (left) => left < 0 },
  { label: '今天到期', holds: (left) => left === 0 },
  { label: '三天内到期', holds: (left) => left <= 3 },
  { label: '以后到期', holds: Number.isFinite },
  { label: '没有期限', holds: () => true },
];

/** The queue by what lapses first; within a group the order of the list stays where days are equal. */
export function groupByUrgency(items: readonly QueueItem[], today: LocalDate): QueueGroup[] {
  const left = (item: QueueItem) => (item.dueOn === null ? Number.POSITIVE_INFINITY : daysBetween(today, item.dueOn));
  const groups = GROUPS.map(({ label }) => ({ label, items: [] as QueueItem[] }));
  for (const item of items) groups[GROUPS.findIndex(({ holds }) => holds(left(item)))]?.items.push(item);
  for (const group of groups) group.items.sort((a, b) => (left(a) < left(b) ? -1 : left(a) > left(b) ? 1 : 0));
  return groups.filter((group) => group.items.length > 0);
}
