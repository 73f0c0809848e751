import { addMonths, calendarDay } from '@zhiben/platform/domain/calendar.ts';
import { addDays, daysBetween, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { MAKE_UP_DAYS, type SlotState } from './screening.terms.ts';
import { minutesOf, type Schedule } from './task.contract.ts';

/*
 * Slots are not rows: they follow from a task's schedules. All of this is pure; instants are epoch milliseconds, days
 * are legal dates of Asia/Shanghai, both bounds of a range of days are included.
 */

/** A schedule and the days on which it is in force. A change of a task ends one and begins the next. */
export interface PlannedSchedule extends Schedule {
  readonly since: LocalDate;
  /** Last day; null while it is the present one. */
  readonly until: LocalDate | null;
}

export interface Slot {
  /** '2026-11-22', '2026-11-22/早班', '2026-11-22T08', '2026-W47', '2026-11', '2026-Q4', '2026'; unique in a task. */
  readonly key: string;
  /** The day on which it is counted: the last of a week, month, quarter or year. */
  readonly day: LocalDate;
  readonly from: number;
  /** Half-open. */
  readonly to: number;
  /** The holiday notice of its year is not out: weekends were taken as the only days off. */
  readonly assumed: boolean;
}

/** A slot with what depends on its neighbours and on suspensions. */
export interface PlacedSlot extends Slot {
  /** It may be made up until the end of the slot that follows, at most MAKE_UP_DAYS. */
  readonly makeUpUntil: number;
  /** More than half of it lies in suspensions: it leaves the denominator. */
  readonly excluded: boolean;
}

/** A window in which the enterprise, or the unit of the task, stands still. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

export interface SlotOptions {
  readonly makeUpDays?: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The slots of a task that are counted on the days of a range, in order; what is given for a range does not depend on
 * how much more is asked for.
 */
export function slotsOf(
  schedules: readonly PlannedSchedule[],
  pauses: readonly Pause[],
  range: { readonly from: LocalDate; readonly to: LocalDate },
  { makeUpDays = MAKE_UP_DAYS }: SlotOptions = {},
): PlacedSlot[] {
  if (range.to < range.from) return [];
  // Beyond the range: what a shift over midnight reaches into, and the slot that ends the making up of the last one.
  const raw = rawSlots(schedules, addDays(range.from, -MARGIN), addDays(range.to, makeUpDays + MARGIN));
  const placed: PlacedSlot[] = [];
  for (let i = 0; i < raw.length; i += 1) {
    const slot = raw[i] as Slot;
    if (slot.day < range.from || slot.day > range.to) continue;
    const latest = slot.to + makeUpDays * DAY_MS;
    const makeUpUntil = Math.min(latest, raw[i + 1]?.to ?? latest);
    placed.push({ ...slot, makeUpUntil, excluded: pausedTime(slot, pauses) * 2 > slot.to - slot.from });
  }
  return placed;
}
const MARGIN = 3;

/** The slot of a key; null where the task has none such. */
export function findSlot(
  schedules: readonly PlannedSchedule[],
  pauses: readonly Pause[],
  key: string,
  options: SlotOptions = {},
): PlacedSlot | null {
  return findSlots(schedules, pauses, [key], options).get(key) ?? null;
}

/** The slots of some keys, by their key; those of keys that near each other are worked out together. */
export function findSlots(
  schedules: readonly PlannedSchedule[],
  pauses: readonly Pause[],
  keys: readonly string[],
  options: SlotOptions = {},
): Map<string, PlacedSlot> {
  const wanted = new Set(keys);
  const found = new Map<string, PlacedSlot>();
  const longest = Math.max(1, ...schedules.map(longestCycle));
  let from: LocalDate | null = null;
  let to = '';
  const look = () => {
    if (from === null) return;
    for (const slot of slotsOf(schedules, pauses, { from, to }, options))
      if (wanted.has(slot.key)) found.set(slot.key, slot);
  };
  for (const first of [...new Set([...wanted].map(firstDayOf))].sort()) {
    if (first === null) continue;
    // A shift or an hour over midnight is counted on the day on which work began.
    const start = addDays(first, -1);
    if (from === null || start > to) {
      look();
      from = start;
    }
    to = addDays(first, longest);
  }
  look();
  return found;
}

/** What a slot has come to by an instant. */
export function slotState(slot: PlacedSlot, answered: 'done' | 'made-up' | null, now: number): SlotState {
  if (answered !== null) return answered;
  if (slot.excluded) return 'excluded';
  if (now < slot.from) return 'coming';
  if (now < slot.to) return 'due';
  return now < slot.makeUpUntil ? 'overdue' : 'missed';
}

/**
 * What a signature at an instant is to a slot: null when it came too late or before the slot began, and is an extra
 * check then. Clocks of phones are a little off: ten minutes are forgiven on either side.
 */
export function answerOf(
  slot: Pick<PlacedSlot, 'from' | 'to' | 'makeUpUntil'>,
  signedAt: number,
): 'done' | 'made-up' | null {
  if (signedAt < slot.from - LEEWAY_MS || signedAt >= slot.makeUpUntil + LEEWAY_MS) return null;
  return signedAt < slot.to + LEEWAY_MS ? 'done' : 'made-up';
}
const LEEWAY_MS = 600_000;

function rawSlots(schedules: readonly PlannedSchedule[], from: LocalDate, to: LocalDate): Slot[] {
  const slots: Slot[] = [];
  for (const [n, schedule] of schedules.entries()) {
    const { since } = schedule;
    // A long period may lie in the range whose plan began before it: what that one met there holds in any range.
    const met =
      n > 0 && from >= since ? rawSlots(schedules.slice(0, n), addDays(since, -MARGIN), addDays(since, -1)) : [];
    for (const slot of slotsOfSchedule(schedule, from, to, n > 0)) {
      const before = slots.at(-1) ?? met.at(-1);
      if (!before || slot.from >= before.to) slots.push(slot);
      // The first shift after a change of plan may begin in the last one before it: it is owed from its end on.
      else if ((slot.to - before.to) * 2 >= slot.to - slot.from && slot.key !== before.key)
        slots.push({ ...slot, from: before.to });
    }
  }
  return slots;
}

interface Window {
  readonly first: LocalDate;
  readonly last: LocalDate | null;
  /** The task had another plan before. */
  readonly changed: boolean;
}

function slotsOfSchedule(schedule: PlannedSchedule, from: LocalDate, to: LocalDate, changed: boolean): Slot[] {
  const { since, until, startOn, endsOn, cycleUnit } = schedule;
  const first = since > startOn ? since : startOn;
  const last = until === null ? endsOn : endsOn === null || until < endsOn ? until : endsOn;
  if (last !== null && last < first) return [];
  const window = { first, last, changed };
  if (cycleUnit === 'hour') return daySlots(schedule, window, from, to, hoursOf);
  if (cycleUnit === 'day' && schedule.shifts.length > 0) return daySlots(schedule, window, from, to, shiftsOf);
  if (cycleUnit === 'day' || cycleUnit === 'week') return blocksOfDays(schedule, window, from, to);
  return blocksOfMonths(schedule, window, from, to);
}

/** Slots that lie within single days of work. */
function daySlots(
  schedule: PlannedSchedule,
  { first, last }: Window,
  from: LocalDate,
  to: LocalDate,
  inDay: (schedule: PlannedSchedule, day: LocalDate, assumed: boolean) => Slot[],
): Slot[] {
  const slots: Slot[] = [];
  const every = schedule.cycleUnit === 'day' ? schedule.cycleEvery : 1;
  const end = last !== null && last < to ? last : to;
  for (let day = first > from ? first : from; day <= end; day = addDays(day, 1)) {
    if (every > 1 && daysBetween(schedule.startOn, day) % every !== 0) continue;
    const { counts, assumed } = dayCounts(schedule, day);
    if (counts) slots.push(...inDay(schedule, day, assumed));
  }
  return slots;
}

function shiftsOf({ shifts }: PlannedSchedule, day: LocalDate, assumed: boolean): Slot[] {
  const midnight = instantOf(day).getTime();
  return shifts
    .map(({ name, start, end }) => {
      const span = spanOf(start, end);
      return { key: `${day}/${name}`, day, from: midnight + span.from, to: midnight + span.to, assumed };
    })
    .sort((a, b) => a.from - b.from);
}

/** A rest of the working day that is shorter than half an interval belongs to the slot before it. */
function hoursOf({ cycleEvery, workStart, workEnd }: PlannedSchedule, day: LocalDate, assumed: boolean): Slot[] {
  if (workStart === null || workEnd === null) return [];
  const midnight = instantOf(day).getTime();
  const { from: begin, to: end } = spanOf(workStart, workEnd);
  const step = cycleEvery * HOUR_MS;
  const count = Math.max(1, Math.floor((end - begin) / step + 0.5));
  return Array.from({ length: count }, (_, n) => {
    const at = begin + n * step;
    const from = midnight + at;
    return { key: hourKey(day, at), day, from, to: n === count - 1 ? midnight + end : from + step, assumed };
  });
}

/** @param at milliseconds after the midnight with which the day of work begins */
function hourKey(day: LocalDate, at: number): string {
  const minutes = (at / 60_000) % 1440;
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = minutes % 60;
  return `${at >= DAY_MS ? addDays(day, 1) : day}T${hour}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** Milliseconds after midnight; what does not end later than it begins ends on the next day. */
function spanOf(start: string, end: string): Pause {
  const from = minutesOf(start) * 60_000;
  const to = minutesOf(end) * 60_000;
  return { from, to: to <= from ? to + DAY_MS : to };
}

function blocksOfDays(schedule: PlannedSchedule, window: Window, from: LocalDate, to: LocalDate): Slot[] {
  const weekly = schedule.cycleUnit === 'week';
  const length = schedule.cycleEvery * (weekly ? 7 : 1);
  const anchor = weekly ? mondayOf(schedule.startOn) : schedule.startOn;
  const slots: Slot[] = [];
  const begin = window.first > from ? window.first : from;
  for (let n = Math.floor(daysBetween(anchor, begin) / length); ; n += 1) {
    const first = addDays(anchor, n * length);
    if (first > to || (window.last !== null && first > window.last)) return slots;
    const block = { first, last: addDays(first, length - 1), key: weekly ? weekKey(first) : first };
    pushBlock(slots, schedule, window, block, { from, to });
  }
}

function blocksOfMonths(schedule: PlannedSchedule, window: Window, from: LocalDate, to: LocalDate): Slot[] {
  const { cycleUnit, cycleEvery, startOn } = schedule;
  const unit = cycleUnit === 'month' ? 1 : cycleUnit === 'quarter' ? 3 : 12;
  const length = cycleEvery * unit;
  const start = monthNumber(startOn);
  const anchor = start - (start % unit);
  const slots: Slot[] = [];
  const begin = window.first > from ? window.first : from;
  for (let n = Math.floor((monthNumber(begin) - anchor) / length); ; n += 1) {
    const first = monthStart(anchor + n * length);
    if (first > to || (window.last !== null && first > window.last)) return slots;
    const last = addDays(addMonths(first, length), -1);
    pushBlock(slots, schedule, window, { first, last, key: monthKey(first, cycleUnit) }, { from, to });
  }
}

/**
 * A period of days, as far as the schedule is in force in it. Less than half of one is not owed: a weekly task that
 * begins on a Friday begins with the week after. Our own rule; none is written.
 */
function pushBlock(
  slots: Slot[],
  schedule: PlannedSchedule,
  window: Window,
  block: { readonly first: LocalDate; readonly last: LocalDate; readonly key: string },
  range: { readonly from: LocalDate; readonly to: LocalDate },
): void {
  const first = block.first < window.first ? window.first : block.first;
  const last = window.last !== null && window.last < block.last ? window.last : block.last;
  if (last < range.from || last > range.to || last < first) return;
  const whole = daysBetween(block.first, block.last) + 1;
  const part = (daysBetween(first, last) + 1) * 2;
  if (part < whole || (part === whole && first !== block.first)) return;
  let assumed = false;
  if (schedule.workDayType !== 0) {
    let counts = false;
    for (let day = first; day <= last && !counts; day = addDays(day, 1)) {
      const found = dayCounts(schedule, day);
      counts = found.counts;
      assumed ||= found.assumed;
    }
    if (!counts) return;
  }
  // The plan before may have owed the beginning of the same period under its key.
  const key = window.changed && first !== block.first ? `${block.key}/${first}` : block.key;
  slots.push({ key, day: last, from: instantOf(first).getTime(), to: instantOf(addDays(last, 1)).getTime(), assumed });
}

/** Whether a day is one of those on which the task is done; 调休 days of work count as working days. */
function dayCounts({ workDayType }: Schedule, day: LocalDate): { counts: boolean; assumed: boolean } {
  if (workDayType === 0) return { counts: true, assumed: false };
  const { working, known } = calendarDay(day);
  return { counts: working === (workDayType === 1), assumed: !known };
}

/** How much of a slot lies in pauses, which may overlap. */
function pausedTime({ from, to }: Pause, pauses: readonly Pause[]): number {
  let paused = 0;
  let counted = from;
  for (const pause of pauses.length > 1 ? [...pauses].sort((a, b) => a.from - b.from) : pauses) {
    const begin = Math.max(counted, pause.from);
    const end = Math.min(to, pause.to);
    if (end <= begin) continue;
    paused += end - begin;
    counted = end;
  }
  return paused;
}

/** Days that a slot may span at most, and one. */
export function longestCycle({ cycleEvery, cycleUnit }: Schedule): number {
  const days = { hour: 1, day: 1, week: 7, month: 31, quarter: 92, year: 366 }[cycleUnit];
  return (cycleUnit === 'hour' ? 1 : cycleEvery) * days + 1;
}

/** The first day to which a key belongs; null for what is no key. */
function firstDayOf(whole: string): LocalDate | null {
  const [key = ''] = whole.split('/');
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) return addDays(mondayOf(`${week[1]}-01-04`), (Number(week[2]) - 1) * 7);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
  const text = /^\d{4}$/.test(key) ? `${key}-01-01` : /^\d{4}-\d{2}$/.test(key) ? `${key}-01` : key.slice(0, 10);
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  return new Date(at).toISOString().slice(0, 10) === text ? text : null;
}

function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** ISO 8601: the week belongs to the year in which its Thursday lies. */
function weekKey(monday: LocalDate): string {
  const year = addDays(monday, 3).slice(0, 4);
  const n = daysBetween(mondayOf(`${year}-01-04`), monday) / 7 + 1;
  return `${year}-W${String(n).padStart(2, '0')}`;
}

function monthKey(first: LocalDate, unit: Schedule['cycleUnit']): string {
  if (unit === 'year') return first.slice(0, 4);
  if (unit === 'quarter') return `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`;
  return first.slice(0, 7);
}

const monthNumber = (day: LocalDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const monthStart = (n: number): LocalDate =>
  `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01`;

/** The legal date on which an instant in milliseconds falls. */
export const dayOf = (at: number): LocalDate => localDate(new Date(at));
