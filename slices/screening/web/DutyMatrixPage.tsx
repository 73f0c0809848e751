import { Link } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayCount } from '@zhiben/platform/web/kit/dates.ts';
import { ExportButton } from '@zhiben/platform/web/kit/list/ExportButton.tsx';
import { FilterBar } from '@zhiben/platform/web/kit/list/FilterBar.tsx';
import type { Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import {
  countDutyMatrix,
  type DutyHead,
  exportDutyMatrix,
  listDutyMatrix,
  type MatrixRow,
  matrixFilter,
  OWN_DUTY,
} from '../domain/duty-matrix.contract.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { Cell, CellDrawer, CellLegend, DutySource, type OpenedCell } from './DutyCells.tsx';
import { monthChoices } from './effect-words.ts';
import './effect.css';

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const view = z.object(matrixFilter);
const GRADES = { A: 'A 级', B: 'B 级', C: 'C 级', D: 'D 级', none: '未分级' };

/** Enterprises × duties of a month, by name, page by page. Each cell opens its slots and records. */
export default function DutyMatrixPage() {
  usePageTitle('义务履行矩阵');
  const [state, setState] = useUrlState(view);
  const query = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
  const list = useListRows(listDutyMatrix, undefined, query);
  const count = useCall(countDutyMatrix, { query } as never);
  const mayExport = useMay(exportDutyMatrix.permission);
  const divisions = useDivisionChoices();
  const [opened, setOpened] = useState<OpenedCell | null>(null);
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'choice', key: 'month', label: '月份', choices: monthChoices() },
      { kind: 'text', key: 'q', label: '检索', placeholder: '企业名称' },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      { kind: 'choice', key: 'grade', label: '监管等级', choices: choices(GRADES) },
    ],
    [divisions],
  );
  const month = state.month ?? monthChoices()[0]?.value ?? '';
  return (
    <div className="zb-effect zb-duty">
      <header className="zb-effect-head">
        <h1>
          义务履行矩阵
          <small>
            {monthName(month)}
            {count.data && ` · ${sayCount(count.data)} 家在营企业`}
          </small>
        </h1>
        <div className="zb-effect-tools zb-screen-only">
          {mayExport && (
            <ExportButton
              url={urlOf(exportDutyMatrix, { query } as never)}
              title={`${monthName(month)}义务履行矩阵`}
              unit="家企业"
            />
          )}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </header>
      <div className="zb-screen-only">
        <FilterBar
          filters={filters}
          values={{ ...query, month }}
          onChange={(changes) => void setState(changes as never)}
        />
      </div>
      <CellLegend />
      {list.isPending && <Loading label="正在加载义务履行矩阵" />}
      {list.isError && list.rows.length === 0 && <Failure problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.rows.length === 0 && (
        <Empty title="没有符合条件的企业">换一个属地、行业或监管等级看看。</Empty>
      )}
      {list.rows.length > 0 && (
        <Matrix
          rows={list.rows}
          duties={headsOf((list.data?.pages ?? []) as unknown as readonly Page[])}
          month={month}
          onOpen={setOpened}
        />
      )}
      {list.hasNextPage && (
        <Button
          className="zb-duty-more zb-screen-only"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          再看 50 家
        </Button>
      )}
      {opened && <CellDrawer cell={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

/** The duties of all pages that are shown, those of the enterprise itself last. */
type Page = { readonly duties: readonly DutyHead[] };
function headsOf(pages: readonly Page[]): DutyHead[] {
  const heads = new Map(pages.flatMap(({ duties }) => duties).map((duty) => [duty.code, duty]));
  return [...heads.values()].sort(
    (a, b) => Number(a.code === OWN_DUTY) - Number(b.code === OWN_DUTY) || (a.code < b.code ? -1 : 1),
  );
}

interface MatrixProps {
  readonly rows: readonly MatrixRow[];
  readonly duties: readonly DutyHead[];
  readonly month: string;
  readonly onOpen: (cell: OpenedCell) => void;
}

function Matrix({ rows, duties, month, onOpen }: MatrixProps) {
  const names = usePlaceNames();
  return (
    <section className="zb-duty-scroll" aria-label="义务履行矩阵">
      <table className="zb-duty-table">
        <thead>
          <tr>
            <th scope="col">企业</th>
            {duties.map((duty) => (
              <th scope="col" key={duty.code}>
                {duty.name}
                <DutySource duty={duty} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={`/duty-matrix/${row.id}?year=${month.slice(0, 4)}` as never}>{row.name}</Link>
                <small>
                  {names.division(row.division)} · {industryName(row.industry)}
                  {row.grade && ` · ${row.grade} 级`}
                </small>
              </th>
              {duties.map((duty) => (
                <Cell
                  key={duty.code}
                  cell={row.cells[duty.code]}
                  label={`${row.name} ${duty.name}`}
                  onOpen={() => onOpen({ enterpriseId: row.id, enterpriseName: row.name, duty: duty.code, month })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
