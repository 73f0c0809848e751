import type { ReactNode } from 'react';
import type { LocalDate } from '../../domain/clock.ts';
import { Countdown } from './Countdown.tsx';
import { sayDate } from './dates.ts';
import { Card } from './Section.tsx';
import './deadline.css';

/** A deadline with its whole reckoning, as the calendar explains it. */
export interface DeadlineView {
  /** What is to be done by then: 整改期限. */
  readonly purpose: string;
  readonly startedOn: LocalDate;
  /** The rule in words: 自收到整改指令书次日起 10 个工作日. */
  readonly rule: string;
  /** Law article or plan clause. */
  readonly source: string;
  readonly originalDueOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly metOn?: LocalDate | null;
  /** Days that do not count: 2024-10-01 至 2024-10-07 国庆节. */
  readonly skipped: readonly { readonly from: LocalDate; readonly to: LocalDate; readonly reason: string }[];
  /** `to` is null while it lasts. */
  readonly pauses: readonly {
    readonly from: LocalDate;
    readonly to: LocalDate | null;
    readonly reason: string;
    readonly source: string;
  }[];
  readonly extensions: readonly {
    readonly decidedOn: LocalDate;
    readonly dueOn: LocalDate;
    readonly reason: string;
    readonly source: string;
  }[];
}

/** A deadline that explains itself: start, rule, days skipped, pauses, extensions, source. */
export function DeadlineCard({ deadline, open = false }: { deadline: DeadlineView; open?: boolean }) {
  const { purpose, startedOn, rule, source, originalDueOn, dueOn, metOn, skipped, pauses, extensions } = deadline;
  return (
    <Card title={purpose}>
      <div className="zb-deadline">
        <div className="zb-deadline-head">
          <Countdown dueOn={dueOn} metOn={metOn ?? null} />
        </div>
        <details open={open}>
          <summary>怎样算出来的</summary>
          <dl>
            <Row label="起算">{sayDate(startedOn)}，当日不计算在内</Row>
            <Row label="规则">{rule}</Row>
            <Row label="依据">{source}</Row>
            <Row label="跳过">
              <Lines
                none="没有跳过的日期"
                lines={skipped.map(({ from, to, reason }) => `${from === to ? from : `${from} 至 ${to}`} ${reason}`)}
              />
            </Row>
            <Row label="中止">
              <Lines
                none="没有中止"
                lines={pauses.map((p) => `${p.from} 至 ${p.to ?? '今'}，${p.reason}（${p.source}）`)}
              />
            </Row>
            <Row label="延期">
              <Lines
                none="没有延期"
                lines={extensions.map((e) => `${e.decidedOn} 延至 ${e.dueOn}，${e.reason}（${e.source}）`)}
              />
            </Row>
            {originalDueOn !== dueOn && <Row label="原期限">{sayDate(originalDueOn)}</Row>}
          </dl>
        </details>
      </div>
    </Card>
  );
}

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
