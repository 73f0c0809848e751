import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Input, Select } from 'antd';
import { acceptSchema, rejectSchema, withProof } from '../domain/hazard.commands.ts';
import { acceptHazard, rejectHazard } from '../domain/hazard-commands.contract.ts';
import type { CommandDrawerProps } from './CommandDrawer.tsx';
import { useRecordCommand } from './use-record-command.ts';
import { VisitTimeInput } from './VisitTimeInput.tsx';

/** 现场核验, with either outcome. */
export function VisitDrawer({ passed, ...props }: CommandDrawerProps & { passed: boolean }) {
  const isMajor = props.hazard.grade === 'major';
  const passedTo = isMajor ? '验收合格' : '验收合格并销号';
  const done = passed ? (isMajor ? '验收合格，待审批销号' : '验收合格，已销号') : '已退回整改，企业将收到通知';
  const { extra, send } = useRecordCommand(passed ? acceptHazard : rejectHazard, props, done);
  const { hazard, onDone } = props;
  const schema = passed ? acceptSchema : rejectSchema;
  return (
    <FormDrawer
      open
      title={passed ? passedTo : '验收不合格退回整改'}
      lead={
        passed
          ? isMajor
            ? '至少两人到现场核验，写明验收意见。之后由验收人以外的监管人员审批销号。'
            : '写明现场核验的情况和验收意见。销号后不能恢复，验收人对意见负责。'
          : '写明现场仍然存在的问题。退回后整改期限不变。'
      }
      schema={hazard.grade === 'major' ? withProof(schema) : schema}
      extra={extra}
      initial={{ place: hazard.place, visitedAt: new Date().toISOString() }}
      submitLabel={passed ? passedTo : '退回整改'}
      irreversible={passed}
      draft={`hazard-visit-${hazard.id}-${hazard.version}`}
      onSubmit={send}
      onCancel={onDone}
    >
      <Field name="place" label="核验地点" from="隐患档案">
        <Input maxLength={200} />
      </Field>
      <Field name="visitedAt" label="核验时间">
        <VisitTimeInput />
      </Field>
      <Field
        name="participants"
        label="同行人员"
        hint={isMajor ? '重大事故隐患至少还有一名执法人员。输入一个姓名后按回车。' : '输入一个姓名后按回车。'}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', ' ']} />
      </Field>
      <Field
        name="finding"
        label="验收意见"
        hint={passed ? '逐项写明核验了什么、结果怎样。' : '写明仍然存在的问题和要求。'}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Field>
      <Field
        name="files"
        label="现场照片"
        hint={hazard.grade === 'major' ? '重大事故隐患至少附一张现场照片或一份材料。' : undefined}
      >
        <FileInput />
      </Field>
    </FormDrawer>
  );
}
