import { localDate } from '@zhiben/platform/domain/clock.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Input } from 'antd';
import { confirmSchema, dismissSchema, judgeGeneralSchema } from '../domain/hazard.commands.ts';
import { confirmHazard, dismissHazard, judgeHazardGeneral } from '../domain/hazard-commands.contract.ts';
import type { CommandDrawerProps } from './CommandDrawer.tsx';
import { CriterionSelect } from './CriterionSelect.tsx';
import { useRecordCommand } from './use-record-command.ts';

const today = () => localDate(new Date());

export function ConfirmDrawer(props: CommandDrawerProps) {
  const { hazard, onDone } = props;
  const { extra, send } = useRecordCommand(confirmHazard, props, '已认定为重大事故隐患，企业将收到通知');
  const commitmentsDueOn = hazard.suggestedCommitmentsDueOn;
  return (
    <FormDrawer
      open
      title="认定为重大事故隐患"
      lead="按发现当日有效的判定标准逐条对照。认定后企业主要负责人和安全管理员收到通知，须按期报送五落实。"
      schema={confirmSchema}
      extra={extra}
      initial={{
        ...(hazard.criterionCode ? { criterionCode: hazard.criterionCode } : {}),
        ...(commitmentsDueOn ? { commitmentsDueOn } : {}),
      }}
      submitLabel="认定并通知企业"
      onSubmit={send}
      onCancel={onDone}
    >
      <FormSection title="依据" lead="选择适用的条款；库中没有的，写明标准名称和条款。两项至少填一项。">
        <Field name="criterionCode" label="判定标准">
          <CriterionSelect
            industry={hazard.industry}
            on={hazard.discoveredOn}
            description={hazard.description}
            known={hazard.criterion}
            suggestFor={{ hazardId: hazard.id, stage: 'judge' }}
          />
        </Field>
        <Field name="basis" label="其他标准的名称和条款" hint="例如地方标准、强制性国家标准。">
          <Input maxLength={300} />
        </Field>
        <Field name="notes" label="认定说明">
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
        </Field>
      </FormSection>
      <FormSection title="期限" lead="以文书载明的日期为准。责令了整改期限的，企业承诺的期限不能更晚。">
        <Field name="commitmentsDueOn" label="报送五落实期限" {...(commitmentsDueOn ? { from: '时限设置' } : {})}>
          <DateInput min={today()} />
        </Field>
        <Field name="rectificationDueOn" label="责令整改期限">
          <DateInput min={today()} />
        </Field>
      </FormSection>
      <FormSection title="附件">
        <Field name="files" label="文书和照片">
          <FileInput hint="整改指令书、现场照片等" />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

export function GeneralDrawer(props: CommandDrawerProps) {
  const { extra, send } = useRecordCommand(judgeHazardGeneral, props, '已判定为一般隐患，企业将收到通知');
  return (
    <FormDrawer
      open
      title="判定为一般隐患"
      lead="一般隐患不需报送五落实，企业整改后申请验收。"
      schema={judgeGeneralSchema}
      extra={extra}
      submitLabel="判定为一般隐患"
      onSubmit={send}
      onCancel={props.onDone}
    >
      <Field name="rectificationDueOn" label="责令整改期限">
        <DateInput min={today()} />
      </Field>
      <Field name="notes" label="说明">
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
      </Field>
    </FormDrawer>
  );
}

export function DismissDrawer(props: CommandDrawerProps) {
  const { extra, send } = useRecordCommand(dismissHazard, props, '已认定不构成隐患');
  return (
    <FormDrawer
      open
      title="认定不构成隐患"
      lead="办结后不能恢复，记录和原因长期保留。"
      schema={dismissSchema}
      extra={extra}
      submitLabel="认定不构成隐患"
      irreversible
      onSubmit={send}
      onCancel={props.onDone}
    >
      <Field name="reason" label="原因" hint="写明现场核实的情况。">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={1000} />
      </Field>
    </FormDrawer>
  );
}
