import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { useMemo } from 'react';
import { countEnterprises, type EnterpriseRow, listEnterprises } from '../domain/enterprise.contract.ts';
import { ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { INDUSTRIES, industryName } from '../domain/industries.ts';
import { EnterprisePanel } from './EnterpriseRecord.tsx';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'highRisk', label: '高危行业', query: { highRisk: 'true' } },
  { key: 'suspended', label: '停产停业', query: { status: 'suspended' } },
];

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export default function EnterpriseListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '企业名称、信用代码、地址' },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      { kind: 'choice', key: 'status', label: '状态', choices: choices(ENTERPRISE_STATUS_NAMES) },
    ],
    [divisions],
  );
  const columns = useMemo(
    (): readonly Column<EnterpriseRow>[] => [
      { key: 'name', label: '企业名称', width: 280, grow: true, render: (row) => row.name },
      { key: 'division', label: '属地', width: 170, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 160, render: (row) => industryName(row.industry) },
      { key: 'highRisk', label: '高危', width: 70, render: (row) => (row.highRisk ? '高危' : '') },
      {
        key: 'employees',
        label: '从业人员',
        width: 100,
        align: 'right',
        render: (row) => row.employees?.toLocaleString('zh-CN') ?? <Absent />,
      },
      { key: 'status', label: '状态', width: 110, render: (row) => ENTERPRISE_STATUS_NAMES[row.status] },
      {
        key: 'supervisor',
        label: '行业主管部门',
        width: 200,
        render: (row) => names.body(row.supervisingBodyId) ?? <Absent />,
      },
      {
        key: 'creditCode',
        label: '统一社会信用代码',
        width: 190,
        hidden: true,
        render: (row) => row.creditCode ?? '无',
      },
    ],
    [names],
  );
  return (
    <ListPage
      title="企业名录"
      contract={listEnterprises}
      count={countEnterprises}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <EnterprisePanel id={id} />}
      recordPath={(id) => `/enterprises/${id}`}
      empty={{ title: '您的管辖范围内还没有企业', children: '企业由安委办统一导入，或由主管部门登记。' }}
    />
  );
}
