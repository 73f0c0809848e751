import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { SidePanel } from '@zhiben/platform/web/kit/list/SidePanel.tsx';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Button } from 'antd';
import { type CellRecord, type FormFigures, type FormRow, listCellRecords } from '../domain/dispatch.contract.ts';
import { type FormDefinition, type Indicator, indicatorNames } from '../domain/form.types.ts';
import { periodName } from '../domain/period.rules.ts';
import { sayFigure } from './say-figure.ts';

interface CellPanelProps {
  readonly figures: FormFigures;
  readonly definition: FormDefinition;
  readonly row: FormRow;
  readonly indicator: Indicator;
  readonly onClose: () => void;
}

const PATHS: Record<CellRecord['kind'], string> = { hazard: '/hazards', enterprise: '/enterprises', task: '/tasks' };

/** A figure with what it means, what it was, and the records that make it. */
export function CellPanel({ figures, definition, row, indicator, onClose }: CellPanelProps) {
  const { code, unit, clause, meaning, version, source } = indicator;
  const say = (figure: FormRow['figures'][string] | undefined) => `${sayFigure(figure, indicator)} ${unit}`;
  const names = indicatorNames(definition);
  return (
    <SidePanel label="数字的来源" path={undefined} onPrevious={undefined} onNext={undefined} onClose={onClose}>
      <RecordPanel number={`${code} · ${row.name}`} title={`${names.get(code)}：${say(row.figures[code])}`}>
        <Section title="口径">
          <Facts
            items={[
              { label: '计什么', value: meaning, wide: true },
              { label: '方案条款', value: clause },
              { label: '口径版本', value: `第 ${version} 版` },
              { label: '数据截至', value: sayInstant(row.report?.asOf ?? figures.asOf) },
              {
                label: '来源',
                value: row.report ? `单位上报（第 ${row.report.revision} 版）` : '系统按记录计算，尚未上报',
              },
              ...(row.previous ? [{ label: '上期', value: say(row.previous[code]) }] : []),
              ...(row.differs[code] === undefined ? [] : [{ label: '按当前记录', value: say(row.differs[code]) }]),
            ]}
          />
        </Section>
        {source.kind === 'rate' ? (
          <Section title="由两个数算出">
            <p>
              {names.get(source.part)}（{row.figures[source.part]}）÷ {names.get(source.whole)}（
              {row.figures[source.whole]}）。点开这两列可以看到各自的记录。
            </p>
          </Section>
        ) : (
          <Records figures={figures} row={row.key} indicator={indicator} />
        )}
      </RecordPanel>
    </SidePanel>
  );
}

function Records({ figures, row, indicator }: { figures: FormFigures; row: string; indicator: Indicator }) {
  const { form, period } = figures;
  const query = { row, indicator: indicator.code };
  const list = useListRows(listCellRecords, { id: form.id, period }, query);
  if (list.isPending) return <Loading label="正在加载记录" />;
  if (list.isError && list.rows.length === 0)
    return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0) return <Empty title="没有记录">{periodName(period)}截止时确为 0。</Empty>;
  return (
    <Section title="记录" note={list.hasNextPage ? `已列出 ${list.rows.length} 条` : `共 ${list.rows.length} 条`}>
      <ul className="zb-dispatch-records">
        {list.rows.map((record) => (
          <li key={record.id}>
            <Link to={`${PATHS[record.kind]}/${record.id}` as never}>{record.title}</Link>
            {record.amount !== null && (
              <b>
                {record.amount.toLocaleString('en-US')} {indicator.unit}
              </b>
            )}
            <small>{[record.number, ...record.facts].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          加载更多
        </Button>
      )}
    </Section>
  );
}
