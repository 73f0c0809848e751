import { useNavigate } from '@tanstack/react-router';
import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayDate } from '@zhiben/platform/web/kit/dates.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { getCommitmentDraft, nameDeputy } from '../domain/commitment.contract.ts';
import { type CommitmentDraft, CommitmentForm, DueLine } from './CommitmentForm.tsx';
import '@zhiben/platform/web/kit/form/form.css';

export default function CommitmentSignPage() {
  usePageTitle('签署安全承诺');
  const { data, error, refetch } = useCall(getCommitmentDraft, {});
  const navigate = useNavigate();
  const notice = useNotice();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在准备今天的承诺" />;
  return (
    <div className="zb-form-page">
      <div className="zb-commit-head">
        <h1>今天的安全承诺</h1>
        <p>
          {sayDate(data.day)}　{data.enterpriseName}
        </p>
        <DueLine draft={data} />
      </div>
      <CommitmentForm
        key={data.last?.id ?? ''}
        draft={data}
        open
        onSigned={(id) => {
          notice('已签署今天的安全承诺');
          void navigate({ to: `/commitments/${id}` } as never);
        }}
      />
      <DeputySection draft={data} />
    </div>
  );
}

function DeputySection({ draft }: { draft: CommitmentDraft }) {
  const [isNaming, setNaming] = useState(false);
  const change = useCommand(nameDeputy);
  const confirm = useConfirm();
  const notice = useNotice();
  const { deputy, abilities } = draft;
  const end = () =>
    confirm({
      title: `收回对${deputy?.userName}的委托？`,
      consequence: '收回后只有主要负责人可以签署；已签署的不受影响。',
      verb: '收回委托',
      run: async () => {
        await change.run({ body: { commandId: newId(), userId: null } });
        notice('已收回委托');
      },
    });
  return (
    <Section
      title="委托签署"
      actions={
        abilities.nameDeputy && (
          <span>
            {deputy && <Button onClick={end}>收回委托</Button>}{' '}
            <Button onClick={() => setNaming(true)}>{deputy ? '改委托他人' : '委托他人签署'}</Button>
          </span>
        )
      }
    >
      <p>
        {deputy
          ? `${deputy.userName} 受委托签署，至 ${deputy.until}。原因：${deputy.reason}`
          : '没有委托。主要负责人出差、休假时可以委托安全管理员签署，写明原因和期限。'}
      </p>
      {isNaming && <DeputyDrawer draft={draft} onDone={() => setNaming(false)} />}
    </Section>
  );
}

function DeputyDrawer({ draft, onDone }: { draft: CommitmentDraft; onDone: () => void }) {
  const commandId = useNewId();
  const change = useCommand(nameDeputy);
  const notice = useNotice();
  const today = localDate(new Date());
  return (
    <FormDrawer
      open
      title="委托他人签署安全承诺"
      lead="受委托人签署时，公告上写明受委托和原因。"
      schema={nameDeputy.body}
      extra={{ commandId }}
      initial={{ until: addDays(today, 7) }}
      submitLabel="委托"
      onCancel={onDone}
      onSubmit={async (body) => {
        await change.run({ body });
        notice('已委托');
        onDone();
      }}
    >
      <FormSection title="委托">
        <Field name="userId" label="受委托人">
          <Select options={draft.people.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
        <Field name="reason" label="原因">
          <Input maxLength={200} placeholder="出差、休假等" />
        </Field>
        <Field name="until" label="委托至">
          <DateInput min={today} max={addDays(today, 366)} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
