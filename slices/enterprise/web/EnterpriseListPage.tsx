import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { BulkAction, Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useBodies, useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { useMemo, useState } from 'react';
import {
  countEnterprises,
  type EnterpriseRow,
  exportEnterprises,
  listEnterprises,
} from '../domain/enterprise.contract.ts';
import {
  ENTERPRISE_KIND_NAMES,
  ENTERPRISE_SIZE_NAMES,
  ENTERPRISE_STATUS_NAMES,
  GRADE_WORDS,
} from '../domain/enterprise.terms.ts';
import { INDUSTRIES, industryName } from '../domain/industries.ts';
import { LEVEL_NAMES } from '../domain/papers.rules.ts';
import { choices } from './choices.ts';
import { EnterprisePanel } from './EnterpriseRecord.tsx';
import { SupervisionGradeTag } from './grade-marks.tsx';
import { INDUSTRY_CODE_TREE } from './IndustryCodeSelect.tsx';
import { TickedDialog, type TickedVerb } from './TickedDialog.tsx';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'highRisk', label: '高危行业', query: { highRisk: 'true' } },
  { key: 'licence', label: '证照已过期', query: { licence: 'expired' } },
  { key: 'blind', label: '监管盲区', query: { oversight: 'blind' } },
  { key: 'listed', label: '严重失信', query: { listed: 'true' } },
  { key: 'suspended', label: '停产停业', query: { status: 'suspended' } },
];

export default function EnterpriseListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const bodies = useBodies();
  const mayEnter = useMay('enterprise:enter');
  const mayImport = useMay('enterprise:import');
  const mayExport = useMay('enterprise:export');
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '名称、信用代码、本地编号、地址' },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      { kind: 'tree', key: 'industryCode', label: '国民经济行业', nodes: INDUSTRY_CODE_TREE },
      { kind: 'choice', key: 'grade', label: '监管等级', choices: choices({ ...GRADE_WORDS, none: '未分级' }) },
      { kind: 'choice', key: 'highRisk', label: '高危', choices: choices({ true: '高危行业', false: '非高危' }) },
      {
        kind: 'choice',
        key: 'licence',
        label: '许可证照',
        choices: choices({ expired: '已过期', expiring: '90 日内到期' }),
      },
      { kind: 'choice', key: 'insurance', label: '安责险', choices: choices({ missing: '无有效保单', valid: '有效' }) },
      {
        kind: 'choice',
        key: 'standard',
        label: '标准化等级',
        choices: choices({ 1: '一级', 2: '二级', 3: '三级', none: '未定级' }),
      },
      {
        kind: 'choice',
        key: 'supervisingBodyId',
        label: '主管部门',
        choices: bodies.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        kind: 'choice',
        key: 'oversight',
        label: '监管归属',
        choices: choices({ blind: '监管盲区', resolved: '已明确' }),
      },
      { kind: 'choice', key: 'kind', label: '单位类型', choices: choices(ENTERPRISE_KIND_NAMES) },
      { kind: 'choice', key: 'size', label: '规模', choices: choices(ENTERPRISE_SIZE_NAMES) },
      { kind: 'choice', key: 'status', label: '状态', choices: choices(ENTERPRISE_STATUS_NAMES) },
    ],
    [divisions, bodies],
  );
  const columns = useMemo(
    (): readonly Column<EnterpriseRow>[] => [
      { key: 'name', label: '单位名称', width: 230, grow: true, sort: 'name', render: (row) => row.name },
      { key: 'division', label: '属地', width: 130, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 124, render: (row) => industryName(row.industry) },
      {
        key: 'grade',
        label: '监管等级',
        width: 90,
        sort: 'grade',
        render: (row) => <SupervisionGradeTag grade={row.supervisionGrade} />,
      },
      { key: 'highRisk', label: '高危', width: 60, hidden: true, render: (row) => (row.highRisk ? '高危' : '') },
      {
        key: 'employees',
        label: '从业人员',
        width: 86,
        hidden: true,
        align: 'right',
        sort: 'employees',
        render: (row) => row.employees?.toLocaleString('zh-CN') ?? <Absent />,
      },
      {
        key: 'licence',
        label: '证照最早到期',
        width: 116,
        sort: 'licence',
        render: (row) => row.licenceUntil ?? <Absent kind="none" />,
      },
      {
        key: 'insured',
        label: '安责险至',
        width: 110,
        sort: 'insured',
        render: (row) => row.insuredUntil ?? <Absent kind="none" />,
      },
      {
        key: 'supervisor',
        label: '行业主管部门',
        width: 140,
        render: (row) => names.body(row.supervisingBodyId) ?? <StatusTag label="监管盲区" tone="red" />,
      },
      { key: 'status', label: '状态', width: 96, render: (row) => ENTERPRISE_STATUS_NAMES[row.status] },
      {
        key: 'creditCode',
        label: '信用代码或本地编号',
        width: 200,
        hidden: true,
        render: (row) => row.creditCode ?? row.localNumber,
      },
      { key: 'kind', label: '单位类型', width: 150, hidden: true, render: (row) => ENTERPRISE_KIND_NAMES[row.kind] },
      {
        key: 'size',
        label: '规模',
        width: 80,
        hidden: true,
        render: (row) => (row.size ? ENTERPRISE_SIZE_NAMES[row.size] : <Absent />),
      },
      {
        key: 'standard',
        label: '标准化',
        width: 90,
        hidden: true,
        render: (row) => LEVEL_NAMES[row.standardLevel ?? 0] ?? <Absent kind="none" />,
      },
      {
        key: 'listed',
        label: '严重失信至',
        width: 120,
        hidden: true,
        render: (row) => row.listedUntil ?? <Absent kind="none" />,
      },
      {
        key: 'updated',
        label: '更新',
        width: 120,
        hidden: true,
        sort: 'updated',
        render: (row) => row.updatedAt.slice(0, 10),
      },
    ],
    [names],
  );
  const [ticked, setTicked] = useState<{ verb: TickedVerb; ids: readonly string[] } | null>(null);
  const bulk = useBulk((verb, ids) => setTicked({ verb, ids }));
  return (
    <>
      {ticked && <TickedDialog {...ticked} onDone={() => setTicked(null)} />}
      <ListPage
        title="企业名录"
        contract={listEnterprises}
        count={countEnterprises}
        columns={columns}
        filters={filters}
        views={VIEWS}
        panel={(id) => <EnterprisePanel id={id} />}
        recordPath={(id) => `/enterprises/${id}`}
        {...(bulk.length > 0 ? { bulk } : {})}
        {...(mayExport ? { exportUrl: (query) => urlOf(exportEnterprises, { query } as never) } : {})}
        actions={
          <>
            {mayImport && <LinkButton to="/enterprises/import">从表格导入</LinkButton>}
            {mayEnter && (
              <LinkButton to="/enterprises/new" primary>
                登记企业
              </LinkButton>
            )}
          </>
        }
        empty={{ title: '您的管辖范围内还没有企业', children: '企业由安委办统一导入，或由主管部门、乡镇登记。' }}
      />
    </>
  );
}

/** What may be done with what is ticked; so many at most at once. */
function useBulk(open: (verb: TickedVerb, ids: readonly string[]) => void): readonly BulkAction[] {
  const mayEnter = useMay('enterprise:enter');
  const mayExport = useMay('enterprise:export');
  const actions: BulkAction[] = [];
  if (mayEnter) {
    actions.push({ label: '变更属地', run: (ids) => open('transfer', ids) });
    actions.push({ label: '明确主管部门', run: (ids) => open('competent', ids) });
    actions.push({ label: '增加监管部门', run: (ids) => open('oversight', ids) });
  }
  if (mayExport) {
    const save = (ids: readonly string[]) =>
      window.location.assign(urlOf(exportEnterprises, { query: { ids: ids.slice(0, MOST_TICKED) } }));
    actions.push({ label: `导出所选（每次至多 ${MOST_TICKED} 家）`, run: save });
  }
  return actions;
}
