import { localDate } from '@zhiben/platform/domain/clock.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo } from 'react';
import { countRiskPoints, exportRiskPoints, listRiskPoints, type RiskPointRow } from '../domain/points.contract.ts';
import { getRiskPoint } from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES, LEVEL_NAMES } from '../domain/risk.terms.ts';
import { PointFacts, PointHistory, PointRemarks } from './PointParts.tsx';
import { RiskLevel } from './RiskLevel.tsx';
import './risk.css';

const VIEWS: readonly ListView[] = [
  { key: 'serious', label: '重大和较大', query: { level: 'serious' } },
  { key: 'red', label: '重大风险', query: { level: 'red' } },
  { key: 'overdue', label: '逾期未重评', query: { overdue: 'true' } },
  { key: 'returned', label: '已退回待答复', query: { returned: 'true' } },
  { key: 'all', label: '全部', query: {} },
];
const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** The risk points of the county that the person may see. */
export default function RiskPointListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '单位、单元、风险事件' },
      {
        kind: 'choice',
        key: 'level',
        label: '风险等级',
        choices: choices({ serious: '重大和较大', ...LEVEL_NAMES, ungraded: '未评价' }),
      },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      { kind: 'choice', key: 'controlLevel', label: '管控层级', choices: choices(CONTROL_LEVEL_NAMES) },
      { kind: 'flag', key: 'overdue', label: '逾期未重评' },
      { kind: 'flag', key: 'returned', label: '已退回待答复' },
    ],
    [divisions],
  );
  const columns = useMemo(
    (): readonly Column<RiskPointRow>[] => [
      { key: 'name', label: '风险事件', width: 200, grow: true, render: (row) => row.name },
      { key: 'level', label: '风险等级', width: 106, sort: 'level', render: (row) => <RiskLevel level={row.level} /> },
      { key: 'enterprise', label: '单位', width: 220, grow: true, render: (row) => row.enterpriseName },
      { key: 'unit', label: '风险单元', width: 120, render: (row) => row.unitName },
      { key: 'division', label: '属地', width: 130, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 116, render: (row) => industryName(row.industry) },
      { key: 'type', label: '事故类型', width: 110, hidden: true, render: (row) => row.accidentType },
      {
        key: 'control',
        label: '管控',
        width: 130,
        render: (row) =>
          row.controlLevel ? `${CONTROL_LEVEL_NAMES[row.controlLevel]} ${row.ownerName}` : <Absent kind="none" />,
      },
      {
        key: 'due',
        label: '重新评价',
        width: 130,
        sort: 'due',
        render: (row) => (row.reviewDueOn ? <Countdown dueOn={row.reviewDueOn} brief /> : <Absent kind="none" />),
      },
      {
        key: 'returned',
        label: '退回',
        width: 90,
        hidden: true,
        render: (row) => (row.returned ? <StatusTag label="待答复" tone="red" /> : ''),
      },
      {
        key: 'updated',
        label: '更新',
        width: 110,
        hidden: true,
        sort: 'updated',
        render: (row) => localDate(new Date(row.updatedAt)),
      },
    ],
    [names],
  );
  const mayExport = useMay(exportRiskPoints.permission);
  return (
    <ListPage
      title="风险点清单"
      contract={listRiskPoints}
      count={countRiskPoints}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <PointPanel id={id} />}
      {...(mayExport && { exportUrl: (query) => urlOf(exportRiskPoints, { query } as never) })}
      empty={{ title: '没有符合条件的风险点', children: '风险点由企业自己辨识、评价后列在这里。' }}
    />
  );
}

function PointPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getRiskPoint, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel
      title={data.name}
      marks={<RiskLevel level={data.level} />}
      actions={<LinkButton to={`/risks/enterprises/${data.enterpriseId}`}>企业风险清单</LinkButton>}
    >
      <PointFacts point={data} />
      <PointRemarks point={data} />
      <PointHistory point={data} />
    </RecordPanel>
  );
}
