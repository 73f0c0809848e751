import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { type DayFigures, listScreeningDays } from '../domain/record.contract.ts';
import { DayCalendar, type DayMark } from './DayCalendar.tsx';
import { sayShare } from './DayFigures.tsx';

interface Props {
  readonly today: LocalDate;
  /** Whose, for regulators; people of an enterprise see their own. */
  readonly enterpriseId?: string;
}

/** A month day by day: how much of what was due was done, what was missed; each day opens its records. */
export function MonthCalendar({ today, enterpriseId }: Props) {
  const [first, setFirst] = useState(`${today.slice(0, 8)}01`);
  const last = addDays(addMonths(first, 1), -1);
  const query = { from: first, to: last, ...(enterpriseId && { enterpriseId }) };
  const { data, error, refetch } = useCall(listScreeningDays, { query }, { keepPrevious: true });
  const rows = data?.rows ?? [];
  const sum = rows.reduce(
    (all, row) => ({
      due: all.due + row.due,
      done: all.done + row.done,
      madeUp: all.madeUp + row.madeUp,
      missed: all.missed + row.missed,
    }),
    { due: 0, done: 0, madeUp: 0, missed: 0 },
  );
  const isPresent = first.slice(0, 7) === today.slice(0, 7);
  return (
    <Section
      title={`${first.slice(0, 4)} 年 ${Number(first.slice(5, 7))} 月`}
      note={`应查 ${sum.due}，已查 ${sum.done}，补查 ${sum.madeUp}，漏查 ${sum.missed}，到期完成 ${sayShare(sum)}`}
      actions={
        <span className="zb-scr-tools">
          <Button size="small" onClick={() => setFirst(addMonths(first, -1))}>
            上月
          </Button>
          <Button size="small" disabled={isPresent} onClick={() => setFirst(addMonths(first, 1))}>
            下月
          </Button>
        </span>
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data && (
        <DayCalendar
          label="每天应查和已查"
          from={first}
          to={last}
          today={today}
          marks={new Map(rows.map((row) => [row.day, marksOf(row, today, enterpriseId)]))}
        />
      )}
    </Section>
  );
}

function marksOf(row: DayFigures, today: LocalDate, enterpriseId: string | undefined): DayMark[] {
  const { day, due, done, madeUp, missed, excluded, findings } = row;
  const whose = enterpriseId ? `&enterpriseId=${enterpriseId}` : '';
  const to = `/screening-records?from=${day}&to=${day}${whose}`;
  const marks: DayMark[] = [];
  if (due > 0 && day <= today) {
    const met = done + madeUp;
    marks.push({
      label: `${met}/${due}`,
      tone: met === due ? 'green' : 'neutral',
      to,
      title: `应查 ${due}，已查 ${done}，补查 ${madeUp}`,
    });
  } else if (due > 0) marks.push({ label: `应查 ${due}`, tone: 'neutral' });
  const slots = (state: string) => `/screening-slots?view=${state}&from=${day}&to=${day}${whose}`;
  if (missed > 0) marks.push({ label: `漏 ${missed}`, tone: 'red', to: slots('missed') });
  if (findings > 0) marks.push({ label: `问题 ${findings}`, tone: 'orange', to: `${to}&having=findings` });
  if (excluded > 0)
    marks.push({
      label: `停 ${excluded}`,
      tone: 'neutral',
      title: `停用/检修，${excluded} 次不计`,
      to: slots('excluded'),
    });
  return marks;
}
