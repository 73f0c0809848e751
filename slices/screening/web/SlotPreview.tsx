import { addDays, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { type PlacedSlot, slotsOf } from '../domain/slots.rules.ts';
import { type Schedule, scheduleFault } from '../domain/task.contract.ts';
import { DayCalendar, type DayMark } from './DayCalendar.tsx';
import { sayCycle, saySlot } from './screening-words.ts';

/** Five weeks: a month and what of it the weeks at its ends need. */
const DAYS_AHEAD = 34;
const FAR_DAYS = 400;

interface Props {
  readonly schedules: readonly { readonly name: string; readonly schedule: Schedule }[];
}

/** When these tasks will be due in the coming weeks, counted by the very rule that counts misses afterwards. */
export function SlotPreview({ schedules }: Props) {
  const today = localDate(new Date());
  const sound = schedules.filter(({ schedule }) => schedule.startOn && scheduleFault(schedule) === null);
  const starts = sound.map(({ schedule }) => schedule.startOn).sort();
  const from = starts[0] !== undefined && starts[0] > today ? starts[0] : today;
  const to = addDays(from, DAYS_AHEAD);
  const slots = sound.map(({ name, schedule }) => {
    const planned = [{ ...schedule, since: schedule.startOn, until: null }];
    const near = slotsOf(planned, [], { from, to });
    // A quarter's or a year's may lie beyond these weeks.
    const first = near[0] ?? slotsOf(planned, [], { from: to, to: addDays(to, FAR_DAYS) })[0];
    return { name, schedule, slots: near, first };
  });
  if (sound.length === 0) return <p className="zb-scr-note">周期填写完整后，这里显示应查的日子。</p>;
  const total = slots.reduce((sum, one) => sum + one.slots.length, 0);
  const assumed = slots.some((one) => one.slots.some((slot) => slot.assumed));
  return (
    <>
      <p className="zb-scr-note">
        {from} 至 {to} 共 {total} 次。按周、月、季、年排查的，标在最后一天。
        {assumed && '其中有的年份放假安排尚未公布，暂按周末推算。'}
      </p>
      <DayCalendar label="应查日历" from={from} to={to} today={today} marks={marksOf(slots)} />
      <ul className="zb-scr-history">
        {slots.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tasks that are not yet made may bear the same name
          <li key={n}>
            <span>{one.name}</span>
            <span>{sayCycle(one.schedule)}</span>
            <small>
              {one.slots.length} 次{one.first && `，第一次 ${saySlot(one.first.key)}`}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A day's slots of all tasks in one mark: names do not fit, they stand where the pointer rests and in the list below. */
function marksOf(tasks: readonly { readonly name: string; readonly slots: readonly PlacedSlot[] }[]) {
  const byDay = new Map<LocalDate, string[]>();
  for (const { name, slots } of tasks)
    for (const slot of slots) byDay.set(slot.day, [...(byDay.get(slot.day) ?? []), `${name} ${saySpan(slot)}`]);
  return new Map<LocalDate, DayMark[]>(
    [...byDay].map(([day, words]) => [day, [{ label: `${words.length} 次`, tone: 'blue', title: words.join('\n') }]]),
  );
}

function saySpan({ from, to }: PlacedSlot): string {
  return `${sayInstant(new Date(from).toISOString())} 至 ${sayInstant(new Date(to).toISOString())}`;
}
