import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { decideReward, payReward, type Reward } from '../domain/reward.contract.ts';
import { sayYuan } from '../domain/reward.rules.ts';

export const TONES = { proposed: 'yellow', approved: 'blue', refused: 'neutral', paid: 'green' } as const;

export function RewardBody({ reward }: { reward: Reward }) {
  const { personName, isAnonymous, proposedAt, proposedByName, decidedAt, decidedByName, reason, paidOn } = reward;
  return (
    <>
      <Section title="奖励">
        <Facts
          items={[
            { label: '事由', value: reward.subject, wide: true },
            { label: '受奖人', value: personName ?? (isAnonymous ? '匿名，凭查询码领取' : '仅企业可见') },
            { label: '适用标准', value: reward.item },
            { label: '提出', value: `${proposedByName} ${sayInstant(proposedAt)}` },
            ...(decidedAt ? [{ label: '审批', value: `${decidedByName} ${sayInstant(decidedAt)}` }] : []),
            ...(reason ? [{ label: '不批准的原因', value: reason, wide: true }] : []),
            ...(paidOn ? [{ label: '发放', value: `${paidOn} ${reward.paidByName}` }] : []),
            ...(reward.collectWords ? [{ label: '领取方式', value: reward.collectWords, wide: true }] : []),
          ]}
        />
      </Section>
      {reward.files.length > 0 && (
        <Section title="凭证" note={`${reward.files.length} 个`}>
          <FileList files={reward.files} />
        </Section>
      )}
    </>
  );
}

export function RewardSteps({ reward }: { reward: Reward }) {
  const { id, version, abilities, subject, amountFen } = reward;
  const [open, setOpen] = useState<'refuse' | 'pay' | null>(null);
  const decide = useCommand(decideReward);
  const confirm = useConfirm();
  const notice = useNotice();
  const approve = () =>
    confirm({
      title: `批准奖励 ${sayYuan(amountFen)} 元？`,
      consequence: subject,
      verb: '批准',
      run: async () => {
        await decide.run({ params: { id }, body: { commandId: newId(), version, approved: true } });
        notice('已批准，可以发放');
      },
    });
  const steps: NextStep[] = [];
  if (abilities.decide) {
    steps.push(
      { label: '批准', why: '提出人和审批人须为两人。', onStart: approve },
      { label: '不批准', onStart: () => setOpen('refuse') },
    );
  }
  if (abilities.pay) steps.push({ label: '登记发放', onStart: () => setOpen('pay') });
  const otherwise =
    reward.status === 'proposed'
      ? '等待另一位管理人员审批。'
      : reward.status === 'approved'
        ? '等待企业发放。'
        : '已办结。';
  return (
    <>
      <NextStepCard steps={steps} otherwise={otherwise} />
      {open === 'refuse' && <RefuseDrawer reward={reward} onDone={() => setOpen(null)} />}
      {open === 'pay' && <PayDrawer reward={reward} onDone={() => setOpen(null)} />}
    </>
  );
}

function RefuseDrawer({ reward: { id, version }, onDone }: { reward: Reward; onDone: () => void }) {
  const commandId = useNewId();
  const decide = useCommand(decideReward);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="不批准奖励"
      schema={decideReward.body}
      extra={{ commandId, version, approved: false }}
      initial={{}}
      submitLabel="不批准"
      onCancel={onDone}
      onSubmit={async (body) => {
        await decide.run({ params: { id }, body });
        notice('已退回，可以重新提出');
        onDone();
      }}
    >
      <FormSection title="原因">
        <Field name="reason" label="原因">
          <Input.TextArea rows={3} maxLength={200} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

function PayDrawer({ reward, onDone }: { reward: Reward; onDone: () => void }) {
  const commandId = useNewId();
  const pay = useCommand(payReward);
  const notice = useNotice();
  const today = localDate(new Date());
  const { id, version, isAnonymous, amountFen } = reward;
  return (
    <FormDrawer
      open
      title={`登记发放 ${sayYuan(amountFen)} 元`}
      schema={payReward.body}
      extra={{ commandId, version }}
      initial={{ paidOn: today }}
      submitLabel="登记发放"
      onCancel={onDone}
      onSubmit={async (body) => {
        await pay.run({ params: { id }, body });
        notice('已登记发放');
        onDone();
      }}
    >
      <FormSection title="发放">
        <Field name="paidOn" label="发放日期">
          <DateInput max={today} />
        </Field>
        {isAnonymous && (
          <Field name="claimCode" label="查询码" hint="领奖人出示的 16 位查询码，不需要核对身份。">
            <Input maxLength={60} />
          </Field>
        )}
        <Field name="files" label="凭证" hint="领款单、转账截图等。">
          <FileInput />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
