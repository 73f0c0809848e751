import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { DataTable } from '@zhiben/platform/web/kit/list/DataTable.tsx';
import type { Column } from '@zhiben/platform/web/kit/list/list-types.ts';
import { SidePanel } from '@zhiben/platform/web/kit/list/SidePanel.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { type Answer, listAnswers, listForms, periodSchema } from '../domain/dispatch.contract.ts';
import { findForm } from '../domain/forms.ts';
import { periodName } from '../domain/period.rules.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { answerTag } from './answer-tags.ts';
import { StartFormDrawer } from './StartFormDrawer.tsx';
import '@zhiben/platform/web/kit/list/list-page.css';
import './dispatch.css';

const addressState = z.object({
  form: z.uuid().optional(),
  period: periodSchema.optional(),
  row: z.uuid().optional(),
});

const KIND_NAMES = { total: '全县', department: '部门', township: '乡镇（园区）' };

const columns: Column<Answer>[] = [
  { key: 'body', label: '单位', width: 220, grow: true, render: ({ body }) => body.name },
  { key: 'state', label: '状态', width: 110, render: ({ state }) => <StatusTag {...answerTag(state)} /> },
  { key: 'kind', label: '口径', width: 110, render: ({ rowKind }) => KIND_NAMES[rowKind] },
  {
    key: 'at',
    label: '上报时间',
    width: 150,
    render: ({ reports: [latest] }) => (latest ? sayInstant(latest.submittedAt) : <Absent kind="none" />),
  },
  {
    key: 'who',
    label: '填表人 / 负责人',
    width: 170,
    render: ({ reports: [latest] }) =>
      latest ? `${latest.submittedByName} / ${latest.responsibleName}` : <Absent kind="none" />,
  },
  {
    key: 'revision',
    label: '版次',
    width: 70,
    align: 'right',
    render: ({ reports: [latest] }) => (latest ? latest.revision : '—'),
  },
];

const rowId = ({ body }: Answer) => body.id;

/** Who has answered this month's form and who still owes. */
export default function DispatchPage() {
  usePageTitle('月度调度');
  const forms = useCall(listForms, {});
  const [state, setState] = useUrlState(addressState);
  const [isStarting, setStarting] = useState(false);
  const start = forms.data?.abilities.start && <Button onClick={() => setStarting(true)}>启用调度表</Button>;
  const form = forms.data?.rows.find(({ id }) => id === state.form) ?? forms.data?.rows[0];
  const period = form?.periods.find((p) => p === state.period) ?? form?.periods[0];

  if (forms.isPending) return <Loading label="正在加载调度表" />;
  if (forms.isError) return <Failure problem={forms.error} onRetry={() => void forms.refetch()} />;
  return (
    <div className="zb-list">
      <div className="zb-list-main">
        <header className="zb-list-head">
          <h1>月度调度</h1>
          <div className="zb-list-actions">
            {start}
            {form && period && (
              <LinkButton to={`/dispatch/${form.id}/${period}`} primary>
                打开{periodName(period)}调度表
              </LinkButton>
            )}
          </div>
        </header>
        {form && period && (
          <div className="zb-dispatch-choice">
            {forms.data.rows.length > 1 && (
              <Select
                aria-label="调度表"
                value={form.id}
                popupMatchSelectWidth={false}
                options={forms.data.rows.map((f) => ({ value: f.id, label: f.campaignName }))}
                onChange={(id) => void setState({ form: id, period: undefined, row: undefined })}
              />
            )}
            <Select
              aria-label="期别"
              value={period}
              popupMatchSelectWidth={false}
              options={form.periods.map((p) => ({ value: p, label: periodName(p) }))}
              onChange={(p) => void setState({ period: p, row: undefined })}
            />
            <span>
              {form.campaignName} · {findForm(form.definitionCode)?.title}
            </span>
          </div>
        )}
        {form && period ? (
          <Answers formId={form.id} period={period} row={state.row} onRow={(row) => void setState({ row })} />
        ) : (
          <NoForm action={start || null} isStarted={form !== undefined} />
        )}
      </div>
      {form && period && state.row && (
        <OpenAnswer
          formId={form.id}
          period={period}
          bodyId={state.row}
          onClose={() => void setState({ row: undefined })}
        />
      )}
      <StartFormDrawer open={isStarting} onClose={() => setStarting(false)} />
    </div>
  );
}

function NoForm({ action, isStarted }: { action: React.ReactNode; isStarted: boolean }) {
  if (isStarted) return <Empty title="还没有到第一个调度期">第一期从当月 1 日起可以填报。</Empty>;
  return (
    <Empty title="还没有启用调度表" actions={action}>
      建立专项行动后，由县安委办启用该行动的调度表，之后每月在这里填报和汇总。
    </Empty>
  );
}

interface AnswersProps {
  readonly formId: string;
  readonly period: string;
}

function Answers({
  formId,
  period,
  row,
  onRow,
}: AnswersProps & { row: string | undefined; onRow: (id: string) => void }) {
  const answers = useCall(listAnswers, { params: { id: formId, period } }, { keepPrevious: true });
  if (answers.isPending) return <Loading label="正在加载上报情况" />;
  if (answers.isError) return <Failure problem={answers.error} onRetry={() => void answers.refetch()} />;
  const { rows, dueOn } = answers.data;
  const owing = rows.filter(({ state }) => state === 'waiting' || state === 'overdue' || state === 'returned');
  return (
    <>
      <p className="zb-dispatch-lead">
        截止 <Countdown dueOn={dueOn} {...(owing.length === 0 ? { metOn: dueOn } : {})} />
        <span>{sayOwing(rows.length, owing.length)}</span>
      </p>
      {rows.length === 0 ? (
        <Empty title="您的管辖范围内没有需要上报的单位">可以打开调度表查看管辖范围内的数字。</Empty>
      ) : (
        <DataTable
          label="各单位上报情况"
          columns={columns}
          rows={rows}
          rowId={rowId}
          cursor={row ?? null}
          onRow={onRow}
          total={rows.length}
        />
      )}
    </>
  );
}

function sayOwing(all: number, owing: number): string {
  if (all === 0) return '';
  return owing === 0 ? `${all} 个单位已全部上报` : `${all} 个单位中还有 ${owing} 个未报`;
}

function OpenAnswer({ formId, period, bodyId, onClose }: AnswersProps & { bodyId: string; onClose: () => void }) {
  const { data } = useCall(listAnswers, { params: { id: formId, period } }, { keepPrevious: true });
  const rows = data?.rows ?? [];
  const at = rows.findIndex(({ body }) => body.id === bodyId);
  const [, setState] = useUrlState(addressState);
  const to = (position: number) => {
    const next = rows[position];
    return next && (() => void setState({ row: next.body.id }));
  };
  const answer = rows[at];
  if (!answer) return null;
  return (
    <SidePanel
      label="所选单位"
      path={`/dispatch/${formId}/${period}`}
      onPrevious={to(at - 1)}
      onNext={to(at + 1)}
      onClose={onClose}
    >
      <AnswerPanel answer={answer} formId={formId} period={period} />
    </SidePanel>
  );
}
