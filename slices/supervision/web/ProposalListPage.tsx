import { Link, useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  acceptProposal,
  countProposals,
  dismissProposal,
  getProposal,
  listProposals,
  type ProposalRow,
  sweepNow,
} from '../domain/proposal.contract.ts';
import { KINDS, PAPER_KINDS, PROPOSAL_STATUS_NAMES } from '../domain/supervision.terms.ts';
import HazardPapers from './HazardPapers.tsx';

const views: readonly ListView[] = (['open', 'accepted', 'dismissed', 'lapsed'] as const).map((status) => ({
  key: status,
  label: PROPOSAL_STATUS_NAMES[status],
  query: { status },
}));

const filters: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '隐患编号、企业、内容' },
  {
    kind: 'choice',
    key: 'kind',
    label: '建议措施',
    many: true,
    choices: PAPER_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].name })),
  },
];

const columns: readonly Column<ProposalRow>[] = [
  { key: 'number', label: '编号', width: 190, render: (row) => row.subjectNumber },
  {
    key: 'kind',
    label: '建议',
    width: 136,
    render: (row) => <StatusTag label={KINDS[row.paperKind].name} tone="orange" />,
  },
  { key: 'subject', label: '事项', width: 220, grow: true, render: (row) => row.subjectName },
  { key: 'party', label: '单位', width: 180, grow: true, render: (row) => row.partyName },
  { key: 'reason', label: '理由', width: 240, grow: true, render: (row) => row.reason },
  { key: 'source', label: '依据', width: 200, hidden: true, render: (row) => row.source },
  { key: 'proposed', label: '提出时间', width: 150, hidden: true, render: (row) => sayInstant(row.proposedAt) },
];

export default function ProposalListPage() {
  const sweep = useCommand(sweepNow);
  const notice = useNotice();
  return (
    <ListPage
      title="建议措施"
      contract={listProposals}
      count={countProposals}
      columns={columns}
      filters={filters}
      views={views}
      panel={(id) => <ProposalPanel id={id} />}
      actions={
        <Button
          loading={sweep.isRunning}
          onClick={async () => {
            const { proposed, lapsed } = await sweep.run({ body: { commandId: newId() } });
            notice(`新增建议 ${proposed} 条，失效 ${lapsed} 条`);
          }}
        >
          立即检查
        </Button>
      }
      empty={{
        title: '没有待处理的建议',
        children: '系统每天夜间按触发规则检查逾期的隐患和任务，符合规则的列在这里，由人决定是否采取措施。',
      }}
    />
  );
}

/** A proposal beside the queue: why, by which clause, and what was done before. */
function ProposalPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getProposal, { params: { id } });
  const names = usePlaceNames();
  const navigate = useNavigate();
  const notice = useNotice();
  const paperId = useNewId(`proposal-paper-${id}`);
  const commandId = useNewId(`proposal-accept-${id}`);
  const accept = useCommand(acceptProposal);
  const [isDismissing, setDismissing] = useState(false);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载建议" />;
  const takeUp = async () => {
    try {
      const paper = await accept.run({ params: { id }, body: { commandId, paperId } });
      notice('已生成初稿，请核对后送审或印发');
      await navigate({ to: `/supervision/papers/${paper.id}` } as never);
    } catch {
      // stands beside the button
    }
  };
  const steps = [
    ...(data.abilities.accept
      ? [
          {
            label: '采纳，生成初稿',
            why: `${data.reason}。依据：${data.source}。`,
            isRunning: accept.isRunning,
            onStart: () => void takeUp(),
          },
        ]
      : []),
    ...(data.abilities.dismiss
      ? [
          {
            label: '不采纳',
            why: '写明理由，理由长期保留；同一情形不再建议。',
            onStart: () => setDismissing(true),
          },
        ]
      : []),
  ];
  return (
    <RecordPanel
      number={data.subjectNumber}
      title={`建议：${KINDS[data.paperKind].name}`}
      marks={<StatusTag label={PROPOSAL_STATUS_NAMES[data.status]} />}
      side={<NextStepCard steps={steps} otherwise={otherwiseOf(data)} />}
    >
      {accept.problem && <p role="alert">{accept.problem.message}</p>}
      <Section title="理由和依据">
        <Facts
          items={[
            { label: '规则', value: data.ruleName, wide: true },
            { label: '理由', value: data.reason, wide: true },
            { label: '依据', value: data.source, wide: true },
            { label: '单位', value: data.partyName },
            { label: '属地', value: names.division(data.division) },
            {
              label: '事项',
              value: <Link to={`/${data.subjectKind}s/${data.subjectId}` as never}>{data.subjectName}</Link>,
              wide: true,
            },
          ]}
        />
      </Section>
      {data.subjectKind === 'hazard' && (
        <Section title="督办情况">
          <HazardPapers hazardId={data.subjectId} />
        </Section>
      )}
      {isDismissing && <DismissDrawer id={id} onDone={() => setDismissing(false)} />}
    </RecordPanel>
  );
}

function otherwiseOf({ status, settledReason, settledByName, settledAt }: ProposalRow): string {
  if (status === 'open') return '这种文书由安委办印发，等待安委办处理。';
  const who = [settledAt && sayInstant(settledAt), settledByName].filter(Boolean).join(' ');
  return `${PROPOSAL_STATUS_NAMES[status]}。${who}${settledReason ? `：${settledReason}` : ''}`;
}

const dismissSchema = dismissProposal.body.pick({ reason: true });

function DismissDrawer({ id, onDone }: { id: string; onDone: () => void }) {
  const commandId = useNewId(`proposal-dismiss-${id}`);
  const dismiss = useCommand(dismissProposal);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="不采纳建议"
      lead="同一情形（同一期限、同一次退回）不再建议；情况变化后重新判断。"
      schema={dismissSchema}
      submitLabel="不采纳"
      onSubmit={async ({ reason }) => {
        await dismiss.run({ params: { id }, body: { commandId, reason } });
        notice('已记录不采纳的理由');
        onDone();
      }}
      onCancel={onDone}
    >
      <Field name="reason" label="理由">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={500} />
      </Field>
    </FormDrawer>
  );
}
