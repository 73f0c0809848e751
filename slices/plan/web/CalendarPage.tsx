import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useKeys } from '@zhiben/platform/web/use-keys.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { getCalendar } from '../domain/index.ts';
import { CalendarFeedDrawer } from './CalendarFeedDrawer.tsx';
import { CalendarGrid } from './CalendarGrid.tsx';
import { CalendarYear } from './CalendarYear.tsx';
import { CALENDAR_SCALES, type CalendarScale, calendarRange, moveCalendar, sayCalendar } from './calendar-range.ts';
import './calendar.css';

const STATE = z.object({
  scale: z.enum(CALENDAR_SCALES).optional(),
  day: localDateSchema.optional(),
  body: z.string().optional(),
});
const SCALE_NAMES: Record<CalendarScale, string> = { week: '周', month: '月', year: '年' };

/** What is due on which day. Keys: w m y change the scale, ← → turn the page, t returns to today. */
export default function CalendarPage() {
  usePageTitle('工作日历');
  const today = localDate(new Date());
  const bodies = useBodies();
  const owes = useMay('task:report');
  const [isFeedOpen, setFeedOpen] = useState(false);
  const [{ scale = 'month', day = today, body = owes ? '' : 'all' }, patch] = useUrlState(STATE);
  const turn = (by: 1 | -1) => void patch({ day: moveCalendar(scale, day, by) });
  const show = (next: CalendarScale) => void patch({ scale: next });
  useKeys({
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    t: () => void patch({ day: undefined }),
    w: () => show('week'),
    m: () => show('month'),
    y: () => show('year'),
  });
  const calendar = useCall(getCalendar, { query: { ...calendarRange(scale, day), ...(body && { bodyId: body }) } });
  const choices = [
    ...(owes ? [{ value: '', label: '本单位' }] : []),
    { value: 'all', label: '全县' },
    ...bodies.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="plan-calendar">
      <header>
        <h1>工作日历</h1>
        <div className="plan-calendar-bar">
          <Button onClick={() => turn(-1)} title="上一页（←）" aria-label="上一页">
            ‹
          </Button>
          <b aria-live="polite">{sayCalendar(scale, day)}</b>
          <Button onClick={() => turn(1)} title="下一页（→）" aria-label="下一页">
            ›
          </Button>
          <Button onClick={() => void patch({ day: undefined })} title="回到今天（T）">
            今天
          </Button>
          <Segmented
            aria-label="显示范围"
            value={scale}
            onChange={show}
            options={CALENDAR_SCALES.map((value) => ({ value, label: SCALE_NAMES[value] }))}
          />
          <Select
            aria-label="单位"
            className="plan-calendar-body"
            showSearch={{ optionFilterProp: 'label' }}
            value={body}
            onChange={(value) => void patch({ body: value || undefined })}
            options={choices}
          />
          {owes && <Button onClick={() => setFeedOpen(true)}>订阅到手机日历</Button>}
          <Link to={'/worklist' as never}>看清单</Link>
        </div>
      </header>
      {calendar.isPending && <Loading label="正在加载日历" />}
      {calendar.isError && <Failure problem={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data &&
        (scale === 'year' ? (
          <CalendarYear
            year={day.slice(0, 4)}
            today={today}
            days={calendar.data.days}
            onMonth={(first) => void patch({ scale: 'month', day: first })}
          />
        ) : (
          <CalendarGrid
            {...calendarRange(scale, day)}
            scale={scale}
            month={scale === 'month' ? day.slice(0, 7) : null}
            today={today}
            days={calendar.data.days}
            rows={calendar.data.rows}
            withBody={body !== ''}
          />
        ))}
      {isFeedOpen && <CalendarFeedDrawer onClose={() => setFeedOpen(false)} />}
    </div>
  );
}
