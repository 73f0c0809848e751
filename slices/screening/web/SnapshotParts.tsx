import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { getRewardRules, proposeReward } from '../domain/reward.contract.ts';
import { fenOf, sayYuan } from '../domain/reward.rules.ts';
import { decideSnapshot, listSnapshots, type Snapshot } from '../domain/snapshot.contract.ts';
import { snapshotStatusName } from '../domain/snapshot.rules.ts';

export { SnapshotBody, SnapshotState } from './SnapshotState.tsx';

type Open = 'accepted' | 'declined' | 'duplicate' | 'reward' | null;

/** What the manager can do with a report now. */
export function SnapshotSteps({ snapshot }: { snapshot: Snapshot }) {
  const [open, setOpen] = useState<Open>(null);
  const { kind, abilities, dueOn } = snapshot;
  const steps: NextStep[] = [];
  if (abilities.answer) {
    steps.push(
      {
        label: kind === 'hazard' ? '登记为隐患' : '采纳建议',
        why: kind === 'hazard' ? '登记后按隐患治理流程办理，照片一并带入。' : '采纳后告知建议人，可以提出奖励。',
        dueOn,
        onStart: () => setOpen('accepted'),
      },
      { label: kind === 'hazard' ? '不构成隐患' : '不采纳', onStart: () => setOpen('declined') },
      { label: '重复报告', onStart: () => setOpen('duplicate') },
    );
  }
  if (abilities.reward)
    steps.push({ label: '提出奖励', why: '由另一位管理人员审批后发放。', onStart: () => setOpen('reward') });
  const done = () => setOpen(null);
  return (
    <>
      <NextStepCard steps={steps} otherwise={`${snapshotStatusName(kind, snapshot.status)}，没有需要办理的事项。`} />
      {open === 'accepted' && <AcceptDrawer snapshot={snapshot} onDone={done} />}
      {(open === 'declined' || open === 'duplicate') && (
        <DeclineDrawer snapshot={snapshot} outcome={open} onDone={done} />
      )}
      {open === 'reward' && <RewardDrawer snapshot={snapshot} onDone={done} />}
    </>
  );
}

const accepting = decideSnapshot.body.options[0];
const declining = decideSnapshot.body.options[1];
const doubling = decideSnapshot.body.options[2];

function AcceptDrawer({ snapshot, onDone }: { snapshot: Snapshot; onDone: () => void }) {
  const { id, version, kind } = snapshot;
  const [commandId, hazardId] = [useNewId(), useNewId()];
  const decide = useCommand(decideSnapshot, ['hazard']);
  const notice = useNotice();
  const isHazard = kind === 'hazard';
  return (
    <FormDrawer
      open
      title={isHazard ? '登记为隐患' : '采纳建议'}
      lead={isHazard ? '隐患记录中不写报告人。' : '采纳情况会告知建议人。'}
      schema={accepting}
      extra={{ outcome: 'accepted', commandId, version, hazardId }}
      initial={{ description: snapshot.words, place: snapshot.place }}
      submitLabel={isHazard ? '登记为隐患' : '采纳'}
      onCancel={onDone}
      onSubmit={async (body) => {
        await decide.run({ params: { id }, body });
        notice(isHazard ? '已登记为隐患并告知报告人' : '已采纳并告知建议人');
        onDone();
      }}
    >
      <FormSection title={isHazard ? '隐患' : '建议'}>
        <Field name="description" label={isHazard ? '隐患内容' : '采纳的内容'}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Field>
        <Field name="place" label="部位">
          <Input maxLength={200} />
        </Field>
        <Field name="answer" label="给报告人的答复">
          <Input.TextArea rows={2} maxLength={500} placeholder="例如：已安排维修，预计周五前完成" />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

interface DeclineProps {
  readonly snapshot: Snapshot;
  readonly outcome: 'declined' | 'duplicate';
  readonly onDone: () => void;
}

function DeclineDrawer({ snapshot: { id, version, kind }, outcome, onDone }: DeclineProps) {
  const commandId = useNewId();
  const decide = useCommand(decideSnapshot);
  const notice = useNotice();
  const { data } = useCall(listSnapshots, { query: { limit: 100 } }, { enabled: outcome === 'duplicate' });
  const earlier = (data?.rows ?? []).filter((row) => row.id !== id);
  const isDuplicate = outcome === 'duplicate';
  return (
    <FormDrawer
      open
      title={isDuplicate ? '重复报告' : kind === 'hazard' ? '不构成隐患' : '不采纳'}
      lead="原因会告知报告人。报告人对结果不满意的，可以拨打 12350 举报。"
      schema={(isDuplicate ? doubling : declining) as z.ZodType as typeof doubling}
      extra={{ outcome: outcome as 'duplicate', commandId, version }}
      initial={{}}
      submitLabel="答复报告人"
      onCancel={onDone}
      onSubmit={async (body) => {
        await decide.run({ params: { id }, body: { ...body, outcome } as never });
        notice('已答复报告人');
        onDone();
      }}
    >
      <FormSection title="答复">
        {isDuplicate && (
          <Field name="duplicateOf" label="在先的报告">
            <Select
              showSearch
              optionFilterProp="label"
              options={earlier.map((row) => ({
                value: row.id,
                label: `${row.receivedOn} ${row.place}：${row.words.slice(0, 30)}`,
              }))}
            />
          </Field>
        )}
        <Field name="reason" label="原因">
          <Input.TextArea rows={3} maxLength={500} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

/** Amounts are typed as 元. */
const rewardForm = proposeReward.body.omit({ amountFen: true }).extend({
  yuan: z.coerce.number().refine((yuan) => fenOf(yuan) !== null, '请填写金额，最多两位小数'),
});

export function RewardDrawer({ snapshot, onDone }: { snapshot: Snapshot | null; onDone: () => void }) {
  const id = useNewId();
  const rules = useCall(getRewardRules, {});
  const propose = useCommand(proposeReward);
  const notice = useNotice();
  if (!rules.data) return null;
  const kind = snapshot?.kind ?? 'proposal';
  const amounts = rules.data.amounts.filter((one) => snapshot === null || one.kind === kind);
  return (
    <FormDrawer
      open
      title="提出奖励"
      lead={
        amounts.length > 0
          ? `本企业标准：${amounts.map(({ name, amountFen }) => `${name} ${sayYuan(amountFen)} 元`).join('；')}`
          : '本企业还没有设置奖励标准，可以在“奖励标准”中设置。'
      }
      schema={rewardForm}
      extra={{ id, snapshotId: snapshot?.id ?? null, kind }}
      initial={{
        subject: snapshot ? snapshot.words.slice(0, 100) : '',
        item: amounts[0]?.name ?? '',
        yuan: (amounts[0] ? amounts[0].amountFen / 100 : '') as never,
      }}
      submitLabel="提出奖励"
      onCancel={onDone}
      onSubmit={async ({ yuan, ...body }) => {
        await propose.run({ body: { ...body, amountFen: fenOf(Number(yuan)) ?? 0 } });
        notice('已提出奖励，等待另一位管理人员审批');
        onDone();
      }}
    >
      <FormSection title={`奖励 ${localDate(new Date())}`}>
        {snapshot === null && (
          <Field name="personName" label="奖励给谁">
            <Input maxLength={30} />
          </Field>
        )}
        <Field name="subject" label="事由" hint="公示时显示，不要写姓名。">
          <Input maxLength={100} />
        </Field>
        <Field name="item" label="适用标准">
          <Input maxLength={60} />
        </Field>
        <Field name="yuan" label="金额（元）">
          <Input inputMode="decimal" />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
