import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import {
  endSuspension,
  fileSuspension,
  listSuspensions,
  type Suspension,
  withdrawSuspension,
} from '../domain/suspension.contract.ts';
import { listScreeningChoices } from '../domain/task.contract.ts';
import { ReasonButton } from './ReasonButton.tsx';
import { SuspensionDrawer, sayLateFiling } from './SuspensionDrawer.tsx';
import { InstantInput } from './TimeInputs.tsx';
import { useOwnId } from './use-own-id.ts';
import './screening.css';

const OF_ONE: readonly Column<Suspension>[] = [
  { key: 'unit', label: '范围', width: 140, grow: true, render: (row) => row.unitName ?? '全企业停产停用' },
  { key: 'state', label: '状态', width: 90, render: (row) => <SuspensionState row={row} /> },
  { key: 'from', label: '开始', width: 135, render: (row) => sayInstant(row.from) },
  { key: 'to', label: '结束', width: 135, render: (row) => sayInstant(row.to) },
  { key: 'reason', label: '原因', width: 150, grow: true, render: (row) => row.reason },
  {
    key: 'filed',
    label: '登记',
    width: 215,
    render: (row) => (
      <>
        {row.filedByName} {sayInstant(row.filedAt)} {row.filedLate && <StatusTag label="补报" tone="orange" />}
      </>
    ),
  },
];

function SuspensionState({ row: { withdrawnAt, from, to } }: { row: Suspension }) {
  const now = new Date().toISOString();
  if (withdrawnAt) return <StatusTag label="已撤回" />;
  if (to <= now) return <StatusTag label="已结束" />;
  return from > now ? <StatusTag label="未开始" tone="blue" /> : <StatusTag label="停用中" tone="orange" />;
}

const whose = z.object({ enterpriseId: z.string().optional() });
const shown = whose.extend({
  division: z.string().optional(),
  industry: z.string().optional(),
  view: z.string().optional(),
});

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'now', label: '停用中', query: { state: 'now' } },
  { key: 'late', label: '补报的', query: { state: 'late' } },
];

/** Windows in which the enterprise or a unit stands still; slots in them leave the denominator. */
export default function SuspensionListPage() {
  const [{ enterpriseId }] = useUrlState(whose);
  const isRegulator = useOwnId() === '';
  return isRegulator && enterpriseId === undefined ? <CountySuspensions /> : <EnterpriseSuspensions />;
}

/** Of all enterprises in scope: what leaves the denominator is looked at as well. */
function CountySuspensions() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      {
        kind: 'choice',
        key: 'industry',
        label: '监管行业',
        choices: Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label })),
      },
    ],
    [divisions],
  );
  const columns = useMemo(
    (): readonly Column<Suspension>[] => [
      { key: 'enterprise', label: '单位', width: 180, grow: true, render: (row) => row.enterpriseName },
      { key: 'division', label: '属地', width: 120, render: (row) => names.division(row.division) },
      ...OF_ONE,
    ],
    [names],
  );
  return (
    <ListPage
      title="停用和检修"
      contract={listSuspensions}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <SuspensionPanel id={id} />}
      empty={{
        title: '没有登记过停用或检修',
        children: '企业登记的停产、停用、检修列在这里，期间的应查时段不计入应查数。',
      }}
    />
  );
}

function EnterpriseSuspensions() {
  const [isFiling, setFiling] = useState(false);
  const mayManage = useMay(fileSuspension.permission);
  const { data: choices } = useCall(listScreeningChoices, {}, { staleTime: 60_000, enabled: mayManage });
  const file = mayManage && (
    <Button type="primary" onClick={() => setFiling(true)}>
      登记停用/检修
    </Button>
  );
  return (
    <>
      <ListPage
        title="停用和检修"
        contract={listSuspensions}
        columns={OF_ONE}
        panel={(id) => <SuspensionPanel id={id} />}
        actions={file}
        empty={{
          title: '没有登记过停用或检修',
          children: `停产、停用、检修期间的应查时段不计入应查数。${mayManage ? sayLateFiling(choices?.lateFilingDays) : ''}`,
          actions: file,
        }}
      />
      {isFiling && <SuspensionDrawer onDone={() => setFiling(false)} />}
    </>
  );
}

function SuspensionPanel({ id }: { id: string }) {
  const [{ view, ...asked }] = useUrlState(shown);
  const query = { ...asked, ...VIEWS.find(({ key }) => key === view)?.query };
  const list = useListRows(listSuspensions, undefined, query);
  const isOwn = useOwnId() !== '';
  const row = list.rows.find((one) => one.id === id);
  if (!row) return <Loading />;
  const enterprise = <Link to={`/enterprises/${row.enterpriseId}` as never}>{row.enterpriseName}</Link>;
  return (
    <RecordPanel
      title={row.unitName ?? '全企业停产停用'}
      marks={
        <>
          <SuspensionState row={row} />
          {row.filedLate && <StatusTag label="补报" tone="orange" />}
        </>
      }
      actions={
        <>
          {row.abilities.end && <EndButton row={row} />}
          {row.abilities.withdraw && <WithdrawButton row={row} />}
        </>
      }
    >
      <Facts
        items={[
          ...(isOwn ? [] : [{ label: '单位', value: enterprise, wide: true }]),
          { label: '开始', value: sayInstant(row.from) },
          { label: '结束', value: sayInstant(row.to) },
          { label: '原因', value: row.reason, wide: true },
          { label: '登记', value: `${row.filedByName}，${sayInstant(row.filedAt)}`, wide: true },
          ...(row.withdrawnAt ? [{ label: '撤回', value: sayInstant(row.withdrawnAt), wide: true }] : []),
        ]}
      />
    </RecordPanel>
  );
}

function WithdrawButton({ row: { id, version } }: { row: Suspension }) {
  const withdraw = useCommand(withdrawSuspension);
  return (
    <ReasonButton
      label="撤回"
      title="撤回停用登记"
      consequence="登记错了才撤回：这段时间的应查时段重新计入，登记留痕。提前复工请用“提前结束”。"
      verb="撤回登记"
      run={(reason, commandId) => withdraw.run({ params: { id }, body: { commandId, version, reason } })}
    />
  );
}

const endSchema = endSuspension.body.pick({ to: true });

function EndButton({ row: { id, version } }: { row: Suspension }) {
  const [commandId, setCommandId] = useState<string | null>(null);
  const end = useCommand(endSuspension);
  const notice = useNotice();
  return (
    <>
      <Button onClick={() => setCommandId(newId())}>提前结束</Button>
      {commandId && (
        <FormDrawer
          open
          title="提前结束停用"
          schema={endSchema}
          initial={{ to: new Date().toISOString() }}
          submitLabel="结束停用"
          onCancel={() => setCommandId(null)}
          onSubmit={async ({ to }) => {
            await end.run({ params: { id }, body: { commandId, version, to } });
            notice('已结束，之后的应查时段照常计算');
            setCommandId(null);
          }}
        >
          <FormSection title="复工">
            <Field name="to" label="复工时间">
              <InstantInput />
            </Field>
          </FormSection>
        </FormDrawer>
      )}
    </>
  );
}
