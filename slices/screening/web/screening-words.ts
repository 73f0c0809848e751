import { addDays } from '@zhiben/platform/domain/clock.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { CYCLE_UNIT_NAMES, type SlotState, TASK_LEVEL_NAMES, type TaskLevel } from '../domain/screening.terms.ts';
import type { Schedule } from '../domain/task.contract.ts';

const EACH = { hour: '每小时', day: '每天', week: '每周', month: '每月', quarter: '每季度', year: '每年' } as const;
const DAY_TYPES = { 0: '', 1: '，只在工作日', 2: '，只在非工作日' } as const;

/** `每 2 小时（08:00–20:00）`, `每天（早班、夜班），只在工作日`, `每季度` */
export function sayCycle(schedule: Schedule): string {
  const { cycleUnit, workStart, workEnd, shifts, workDayType } = schedule;
  const when =
    cycleUnit === 'hour' && workStart && workEnd
      ? `（${workStart}–${workEnd}）`
      : shifts.length > 0
        ? `（${shifts.map(({ name }) => name).join('、')}）`
        : '';
  return `${sayEvery(schedule)}${when}${DAY_TYPES[workDayType]}`;
}

/** `每天`, `每 2 小时`, `每 3 个月` */
export function sayEvery({ cycleEvery, cycleUnit }: Pick<Schedule, 'cycleEvery' | 'cycleUnit'>): string {
  return cycleEvery === 1 ? EACH[cycleUnit] : `每 ${cycleEvery} ${measureOf(cycleUnit)}`;
}

function measureOf(unit: Schedule['cycleUnit']): string {
  return unit === 'month' ? '个月' : unit === 'quarter' ? '个季度' : CYCLE_UNIT_NAMES[unit];
}

/**
 * A slot's key in words: `2026-11-22 早班`, `2026-11-22 08 时`, `2026 年第 47 周`, `2026 年第 4 季度`. A plan that changed
 * within a period owes its rest under a key of its own: `2026 年第 47 周（2026-11-20 起）`.
 */
export function saySlot(key: string): string {
  const [period = '', part = ''] = key.split('/');
  const hour = /^(\d{4}-\d{2}-\d{2})T(\d{2}):?(\d{2})?/.exec(period);
  if (hour) return `${hour[1]} ${hour[3] ? `${hour[2]}:${hour[3]}` : `${hour[2]} 时`}`;
  const words = sayPeriod(period);
  if (part === '') return words;
  return /^\d{4}-/.test(part) ? `${words}（${part} 起）` : `${words} ${part}`;
}

function sayPeriod(period: string): string {
  const week = /^(\d{4})-W(\d{1,2})$/.exec(period);
  if (week) return `${week[1]} 年第 ${Number(week[2])} 周`;
  const quarter = /^(\d{4})-Q(\d)$/.exec(period);
  if (quarter) return `${quarter[1]} 年第 ${quarter[2]} 季度`;
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  if (month) return `${month[1]} 年 ${Number(month[2])} 月`;
  return /^\d{4}$/.test(period) ? `${period} 年` : period;
}

/** An end to the minute; that of a day is said as its 24:00, not as the beginning of the next. */
export function sayEnd(instant: string): string {
  const words = sayInstant(instant);
  return words.endsWith(' 00:00') ? `${addDays(words.slice(0, 10), -1)} 24:00` : words;
}

/** Who does a task that names nobody. */
export function sayLevelPeople(level: TaskLevel): string {
  return level === 'principal' ? TASK_LEVEL_NAMES.principal : `${TASK_LEVEL_NAMES[level]}人员`;
}

export const SLOT_TONES: Readonly<Record<SlotState, Tone>> = {
  coming: 'neutral',
  due: 'blue',
  done: 'green',
  'made-up': 'green',
  overdue: 'orange',
  missed: 'red',
  excluded: 'neutral',
};
