import type { ReactNode } from 'react';
import type { DeadlineExplanation } from '../../domain/deadline.contract.ts';
import { Countdown } from './Countdown.tsx';
import { sayDate } from './dates.ts';
import { Card } from './Section.tsx';
import './deadline.css';

/** A deadline that explains itself: start, rule, source, days skipped, pauses, extensions. */
export function DeadlineCard({ deadline, open = false }: { deadline: DeadlineExplanation; open?: boolean }) {
  return (
    <Card title={deadline.purpose}>
      <div className="zb-deadline">
        <DeadlineState deadline={deadline} />
        {deadline.provisionalYears.length > 0 && (
          <p className="zb-deadline-note">
            {deadline.provisionalYears.join('、')} 年节假日安排尚未公布，期限可能变动。
          </p>
        )}
        {deadline.calendarNowSays && (
          <p className="zb-deadline-note">按最新节假日安排推算为 {sayDate(deadline.calendarNowSays)}，请办理人核对。</p>
        )}
        <details open={open}>
          <summary>怎样算出来的</summary>
          <Reckoning deadline={deadline} />
        </details>
      </div>
    </Card>
  );
}

function DeadlineState({ deadline: { state, dueOn, metOn, cancelledOn, pauses } }: { deadline: DeadlineExplanation }) {
  if (state === 'cancelled') return <div className="zb-absent">{cancelledOn} 取消</div>;
  if (state === 'paused' || dueOn === null) {
    return <div className="zb-absent">自 {pauses.at(-1)?.from} 起中止计算，恢复后确定期限</div>;
  }
  return <Countdown dueOn={dueOn} metOn={metOn} />;
}

function Reckoning({ deadline }: { deadline: DeadlineExplanation }) {
  const { startedOn, ruleText, source, mark, note, skipped, madeUp, putOff, pauses, extensions } = deadline;
  return (
    <dl>
      <Row label="起算">{sayDate(startedOn)}，当日不计算在内</Row>
      <Row label="规则">{ruleText}</Row>
      <Row label="依据">
        {source}
        {mark}
      </Row>
      {note && <Row label="说明">{note}</Row>}
      <Row label="不计日">
        <Lines none="没有跳过的日期" lines={skipped.map((s) => `${sayPeriod(s.from, s.to)} ${s.name}，${s.days} 天`)} />
      </Row>
      {madeUp.length > 0 && (
        <Row label="调休">
          <Lines none="" lines={madeUp.map(({ date, name }) => `${sayDate(date)} 因${name}上班，计入`)} />
        </Row>
      )}
      {putOff && (
        <Row label="顺延">
          {putOff.from} 为{putOff.name}，顺延至 {sayDate(putOff.to)}
        </Row>
      )}
      <Row label="中止">
        <Lines none="没有中止" lines={pauses.map((p) => `${p.from} 至 ${p.to ?? '今'}，${p.reason}（${p.source}）`)} />
      </Row>
      <Row label="延期">
        <Lines
          none="没有延期"
          lines={extensions.map((e) => `${e.decidedOn} 决定由 ${e.from} 延至 ${e.to}，${e.reason}（${e.source}）`)}
        />
      </Row>
      <Row label="原期限">{sayDate(deadline.originalDueOn)}</Row>
    </dl>
  );
}

const sayPeriod = (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`);

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return <span className="zb-absent">{none}</span>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
