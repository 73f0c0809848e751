import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo } from 'react';
import { countEffects, type EffectRow, exportEffects, getEffect, listEffects } from '../domain/effect.contract.ts';
import { EFFECT_STATE_NAMES } from '../domain/effect.terms.ts';
import { TEST_NAMES } from '../domain/integrity.terms.ts';
import { Points } from './EffectFormula.tsx';
import { EffectView } from './EffectView.tsx';
import { monthChoices } from './effect-words.ts';

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'check', label: '值得核实', query: { test: 'any' } },
  { key: 'veto', label: '否决', query: { state: 'veto' } },
  { key: 'not', label: '不可比', query: { state: 'not' } },
];

/** The enterprises of a month, the lowest E first; beside each what is worth checking. */
export default function EffectListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const filters = useMemo((): readonly Filter[] => {
    const months = monthChoices();
    return [
      { kind: 'choice', key: 'month', label: '月份', choices: months, standing: months[0]?.value ?? '' },
      { kind: 'text', key: 'q', label: '检索', placeholder: '企业名称' },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
      { kind: 'choice', key: 'state', label: '结果', choices: choices(EFFECT_STATE_NAMES) },
      { kind: 'choice', key: 'test', label: '值得核实', choices: choices({ any: '任一项', ...TEST_NAMES }) },
    ];
  }, [divisions]);
  const columns = useMemo(
    (): readonly Column<EffectRow>[] => [
      { key: 'name', label: '企业', width: 240, grow: true, render: (row) => row.name },
      { key: 'e', label: 'E', width: 80, align: 'right', sort: 'e', render: (row) => <Points value={row.e} /> },
      { key: 'a', label: 'A', width: 80, align: 'right', render: (row) => <Points value={row.a} /> },
      { key: 'b', label: 'B', width: 80, align: 'right', render: (row) => <Points value={row.b} /> },
      {
        key: 'veto',
        label: 'α',
        width: 80,
        render: (row) => (row.vetoed ? <StatusTag label="否决" tone="red" /> : '1'),
      },
      {
        key: 'flags',
        label: '值得核实',
        width: 220,
        grow: true,
        render: (row) =>
          row.flags.length === 0 ? (
            ''
          ) : (
            <StatusTag label={row.flags.map((test) => TEST_NAMES[test]).join('、')} tone="orange" />
          ),
      },
      {
        key: 'tasks',
        label: '任务（完成 / 计划）',
        width: 140,
        align: 'right',
        render: (row) => `${sayNumber(row.done + row.madeUp)} / ${sayNumber(row.done + row.madeUp + row.missed)}`,
      },
      {
        key: 'hazards',
        label: '隐患（验收 / 应改）',
        width: 140,
        align: 'right',
        render: (row) => `${sayNumber(row.accepted)} / ${sayNumber(row.due)}`,
      },
      { key: 'division', label: '属地', width: 140, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 140, render: (row) => industryName(row.industry) },
    ],
    [names],
  );
  const mayExport = useMay(exportEffects.permission);
  return (
    <ListPage
      title="各企业运行效果"
      contract={listEffects}
      count={countEffects}
      columns={columns}
      filters={filters}
      views={VIEWS}
      defaultSort="e"
      panel={(id) => <EffectPanel id={id} />}
      recordPath={(id) => `/screening-effect/enterprises/${id}`}
      {...(mayExport && { exportUrl: (query) => urlOf(exportEffects, { query } as never) })}
      empty={{
        title: '这个月没有可以计算的企业',
        children: '企业有到期的排查任务或应整改的隐患之后，每晚计算一次。',
      }}
    />
  );
}

function EffectPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getEffect, { params: { enterpriseId: id }, query: {} });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel title={data.enterpriseName}>
      <EffectView enterpriseId={id} within />
    </RecordPanel>
  );
}
