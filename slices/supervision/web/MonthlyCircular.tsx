import { Link, useNavigate } from '@tanstack/react-router';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { type AnalysisFigure, type AnalysisRow, sayMonths } from '@zhiben/slices/hazard/domain';
import { Figure } from '@zhiben/slices/hazard/web';
import { Button, Select } from 'antd';
import { draftMonthly, getMonthly, type Monthly } from '../domain/annual.contract.ts';
import { PaperStatus } from './marks.tsx';

interface MonthlyCircularProps {
  readonly month: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly onMonth: (month: string) => void;
}

/** The figures of a month, and its circular: drafted here once, then a paper like others. */
export function MonthlyCircular({ month, today, onMonth }: MonthlyCircularProps) {
  const { data, error, refetch } = useCall(getMonthly, { query: { month } });
  return (
    <Section
      title={`${sayMonths({ from: month, to: month })}通报`}
      note={`重大事故隐患；未销号、逾期${today.startsWith(month) ? '截至今天' : '为月末数'}`}
      actions={
        <Select
          aria-label="月份"
          value={month}
          options={monthsUntil(today, month)}
          popupMatchSelectWidth={false}
          onChange={onMonth}
        />
      }
    >
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <CircularOf key={month} monthly={data} />
          <MonthFigures monthly={data} />
        </>
      ) : (
        <Loading label="正在统计" />
      )}
    </Section>
  );
}

/** From the plan's beginning to now, the newest first; another month stands as it is in the address. */
function monthsUntil(today: string, shown: string): { value: string; label: string }[] {
  const months: string[] = [];
  for (let year = 2024; year <= Number(today.slice(0, 4)); year++) {
    for (let month = 1; month <= 12; month++) months.push(`${year}-${String(month).padStart(2, '0')}`);
  }
  const begun = months.filter((month) => month <= today.slice(0, 7));
  return [...(begun.includes(shown) ? [] : [shown]), ...begun.toReversed()].map((month) => ({
    value: month,
    label: sayMonths({ from: month, to: month }),
  }));
}

function CircularOf({ monthly: { month, circular, abilities } }: { monthly: Monthly }) {
  const paperId = useNewId(`circular-${month}`);
  const draft = useCommand(draftMonthly);
  const navigate = useNavigate();
  const notice = useNotice();
  const start = async () => {
    try {
      const paper = await draft.run({ body: { paperId, month } });
      notice('已生成通报初稿，请核对后送审');
      await navigate({ to: `/supervision/papers/${paper.id}` } as never);
    } catch {
      // stands beside the button
    }
  };
  if (circular) {
    return (
      <p className="zb-super-note zb-super-marks">
        <PaperStatus status={circular.status} />
        <Link to={`/supervision/papers/${circular.id}` as never}>
          {circular.number ? `${circular.number}　${circular.title}` : circular.title}
        </Link>
      </p>
    );
  }
  return (
    <>
      <p className="zb-super-note zb-super-marks">
        <span>{sayMonths({ from: month, to: month })}还没有通报。</span>
        {abilities.draft && (
          <Button type="primary" loading={draft.isRunning} onClick={() => void start()}>
            按数据起草通报
          </Button>
        )}
      </p>
      {draft.problem && <p role="alert">{draft.problem.message}</p>}
    </>
  );
}

const COLUMNS: readonly (readonly [AnalysisFigure, string])[] = [
  ['registered', '新登记'],
  ['closed', '销号'],
  ['open', '未销号'],
  ['overdue', '其中逾期'],
];

function MonthFigures({ monthly: { month, total, divisions, industries } }: { monthly: Monthly }) {
  if (divisions.length === 0 && industries.length === 0) {
    return <Empty title="这个月没有重大事故隐患">没有登记、销号和未销号的重大事故隐患，可以如实通报。</Empty>;
  }
  const filter = { from: month, to: month, grade: 'major' } as const;
  const rows = (by: 'division' | 'industry', all: readonly AnalysisRow[]) =>
    all.map((row) => <FigureRow key={row.key} row={row} filter={filter} place={{ by, key: row.key }} />);
  const head = (name: string) => (
    <tr>
      <th scope="col">{name}</th>
      {COLUMNS.map(([figure, label]) => (
        <th scope="col" key={figure}>
          {label}
        </th>
      ))}
    </tr>
  );
  return (
    <div className="zb-super-months">
      <table className="zb-super-figures">
        <thead>{head('属地')}</thead>
        <tbody>{rows('division', divisions)}</tbody>
        <tfoot>
          <FigureRow row={total} filter={filter} place={null} />
        </tfoot>
      </table>
      <table className="zb-super-figures">
        <thead>{head('行业（主管部门）')}</thead>
        <tbody>{rows('industry', industries)}</tbody>
        <tfoot>
          <FigureRow row={total} filter={filter} place={null} />
        </tfoot>
      </table>
    </div>
  );
}

interface FigureRowProps {
  readonly row: AnalysisRow;
  readonly filter: Parameters<typeof Figure>[0]['filter'];
  readonly place: Parameters<typeof Figure>[0]['row'];
}

function FigureRow({ row, filter, place }: FigureRowProps) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {COLUMNS.map(([figure]) => (
        <td key={figure}>
          <Figure filter={filter} figure={figure} row={place} value={row.figures[figure]} />
        </td>
      ))}
    </tr>
  );
}
