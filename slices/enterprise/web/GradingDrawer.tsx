import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { GRADE_WORDS } from '../domain/enterprise.terms.ts';
import { appealGrade, decideGrade, type Grading, getGradePolicy, settleAppeal } from '../domain/grading.contract.ts';
import { choices } from './choices.ts';

export type GradingVerb = 'decide' | 'appeal' | 'settle';

interface Props {
  readonly verb: GradingVerb;
  readonly grading: Grading;
  readonly onDone: () => void;
}

/** What a person makes of a computed grade: confirm it, object to it, settle the objection. */
export function GradingDrawer({ verb, grading, onDone }: Props) {
  if (verb === 'decide') return <DecideDrawer grading={grading} onDone={onDone} />;
  return verb === 'appeal' ? (
    <AppealDrawer grading={grading} onDone={onDone} />
  ) : (
    <SettleDrawer grading={grading} onDone={onDone} />
  );
}

type Drawer = Omit<Props, 'verb'>;
const text = <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} />;

/** Each grade with how often it lets the enterprise be inspected. */
function GradeSelect(control: { value?: string; onChange?: (value: string) => void }) {
  const { data } = useCall(getGradePolicy, {});
  const options = choices(GRADE_WORDS).map(({ value, label }) => ({
    value,
    label: data ? `${label}，每年至多检查 ${data.policy.inspections[value as 'A']} 次` : label,
  }));
  return <Select {...control} options={options} />;
}
const grades = <GradeSelect />;

function useSending({ grading, onDone }: Drawer, done: string) {
  const commandId = useNewId();
  const notice = useNotice();
  const finish = () => {
    notice(done);
    onDone();
  };
  return { extra: { commandId, version: grading.version }, params: { id: grading.id }, finish };
}

function DecideDrawer(props: Drawer) {
  const { grading, onDone } = props;
  const decide = useCommand(decideGrade);
  const { extra, params, finish } = useSending(props, '分级已确认，企业将收到通知');
  return (
    <FormDrawer
      open
      title={`确认“${grading.enterpriseName}”的分级`}
      lead={`计算 ${grading.score} 分，建议 ${grading.proposed} 级。确认后检查频次随之变更，企业可在限期内申诉。`}
      schema={decideGrade.body}
      extra={extra}
      initial={{ grade: grading.proposed }}
      submitLabel="确认分级"
      onCancel={onDone}
      onSubmit={async (body) => {
        await decide.run({ params, body });
        finish();
      }}
    >
      <FormSection title="等级">
        <Field name="grade" label="确定为">
          {grades}
        </Field>
        <Field name="reason" label="理由" hint="与计算结果不同的，须写明理由和依据。">
          {text}
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

function AppealDrawer(props: Drawer) {
  const { grading, onDone } = props;
  const appeal = useCommand(appealGrade);
  const { extra, params, finish } = useSending(props, '申诉已提交');
  return (
    <FormDrawer
      open
      title="对分级结果申诉"
      lead={`申诉期限至 ${grading.appealDueOn}。由作出决定以外的人员处理。`}
      schema={appealGrade.body}
      extra={extra}
      submitLabel="提交申诉"
      onCancel={onDone}
      onSubmit={async (body) => {
        await appeal.run({ params, body });
        finish();
      }}
    >
      <FormSection title="理由">
        <Field name="appeal" label="哪一项不符，实际情况怎样">
          {text}
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

function SettleDrawer(props: Drawer) {
  const { grading, onDone } = props;
  const settle = useCommand(settleAppeal);
  const { extra, params, finish } = useSending(props, '申诉已处理，企业将收到通知');
  return (
    <FormDrawer
      open
      title={`处理“${grading.enterpriseName}”的申诉`}
      lead={`企业申诉：${grading.appeal}`}
      schema={settleAppeal.body}
      extra={extra}
      initial={grading.grade ? { grade: grading.grade } : {}}
      submitLabel="作出处理决定"
      onCancel={onDone}
      onSubmit={async (body) => {
        await settle.run({ params, body });
        finish();
      }}
    >
      <FormSection title="处理">
        <Field name="grade" label="等级">
          {grades}
        </Field>
        <Field name="settlement" label="处理意见和依据">
          {text}
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
