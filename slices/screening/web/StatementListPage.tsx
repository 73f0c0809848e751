import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo } from 'react';
import { countStatements, listStatements, type StatementRow } from '../domain/statement.contract.ts';
import { addToMonth, STATEMENT_GROUP_NAMES, STATEMENT_GROUPS, sayMonth } from '../domain/statement.rules.ts';
import { useOwnEnterpriseId } from './use-own-enterprise.ts';

const VIEWS: readonly ListView[] = STATEMENT_GROUPS.map((group) => ({
  key: group,
  label: group === 'missing' ? '上月未报告' : STATEMENT_GROUP_NAMES[group],
  query: { group },
}));
const industries = Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }));

/** Who reported a month and who did not; for people of an enterprise their own months. */
export default function StatementListPage() {
  const ownId = useOwnEnterpriseId();
  const mayState = useMay('screening:state');
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const last = addToMonth(localDate(new Date()).slice(0, 7), -1);
  const columns = useMemo(
    (): readonly Column<StatementRow>[] => [
      { key: 'month', label: '月份', width: 120, render: (row) => sayMonth(row.month) },
      ...(mayState
        ? []
        : [
            { key: 'name', label: '单位', width: 220, grow: true, render: (row: StatementRow) => row.enterpriseName },
            { key: 'division', label: '属地', width: 130, render: (row: StatementRow) => names.division(row.division) },
            {
              key: 'industry',
              label: '监管行业',
              width: 140,
              hidden: true,
              render: (row: StatementRow) => industryName(row.industry),
            },
          ]),
      { key: 'state', label: '状态', width: 100, render: (row) => <StatementState row={row} /> },
      { key: 'found', label: '登记', width: 60, align: 'right', render: (row) => row.found ?? '' },
      { key: 'open', label: '未销号', width: 74, align: 'right', render: (row) => row.open ?? '' },
      {
        key: 'overdue',
        label: '逾期',
        width: 60,
        align: 'right',
        render: (row) => row.overdue ?? '',
      },
      {
        key: 'receipts',
        label: '部门签收',
        width: 98,
        render: (row) =>
          row.confirmedAt &&
          (row.receipts > 0 ? (
            <StatusTag label={`${row.receipts} 个单位`} tone="green" />
          ) : (
            <StatusTag label="未签收" />
          )),
      },
      {
        key: 'told',
        label: '职工通报',
        width: 90,
        render: (row) =>
          row.confirmedAt && <StatusTag label={row.told ? '已通报' : '未登记'} tone={row.told ? 'green' : 'neutral'} />,
      },
      { key: 'by', label: '确认人', width: 90, render: (row) => row.confirmedByName },
      {
        key: 'at',
        label: '确认时间',
        width: 150,
        render: (row) => (row.confirmedAt ? sayInstant(row.confirmedAt) : ''),
      },
    ],
    [names, mayState],
  );
  const filters = useMemo(
    (): readonly Filter[] => [
      ...(mayState
        ? []
        : [
            { kind: 'text', key: 'q', label: '检索', placeholder: '单位名称' } as const,
            { kind: 'tree', key: 'division', label: '属地', nodes: divisions } as const,
            { kind: 'choice', key: 'industry', label: '监管行业', choices: industries } as const,
          ]),
      {
        kind: 'choice',
        key: 'month',
        label: '月份',
        choices: Array.from({ length: 24 }, (_, n) => addToMonth(last, -n)).map((value) => ({
          value,
          label: sayMonth(value),
        })),
      },
    ],
    [divisions, mayState, last],
  );
  return (
    <ListPage
      title="隐患排查治理月报告"
      contract={listStatements}
      count={countStatements}
      columns={columns}
      filters={filters}
      views={VIEWS}
      recordPath={(id) => `/statements/${id}`}
      {...(mayState &&
        ownId && {
          actions: (
            <LinkButton to={`/statements/${ownId}.${last}`} primary>
              {sayMonth(last)}报告
            </LinkButton>
          ),
        })}
      empty={{
        title: '没有符合条件的月报告',
        children: '系统按记录算好上月的数字，企业核对确认后报送；没有隐患也要确认零报告。',
      }}
    />
  );
}

function StatementState({ row }: { row: StatementRow }) {
  if (!row.confirmedAt) return <StatusTag label="未报告" tone={row.isLate ? 'yellow' : 'neutral'} />;
  if (row.isLate) return <StatusTag label="晚于期限" tone="yellow" />;
  return <StatusTag label={row.isZero ? '零报告' : '已报告'} tone="green" />;
}
