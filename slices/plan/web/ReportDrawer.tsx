import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { listTaskOccurrences, periodText, reportProgress, type Task, type TaskOccurrence } from '../domain/index.ts';
import { FiguresInput } from './FiguresInput.tsx';

interface ReportDrawerProps {
  readonly task: Task;
  /** The occurrence from which the reader comes; it is chosen already. */
  readonly focus?: string | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What was done, with evidence. Each opening is a new report. */
export function ReportDrawer({ open, ...report }: ReportDrawerProps) {
  const occurrences = useCall(listTaskOccurrences, { params: { id: report.task.id } });
  return open && occurrences.data ? <Report {...report} occurrences={occurrences.data.rows} /> : null;
}

interface ReportProps extends Omit<ReportDrawerProps, 'open'> {
  readonly occurrences: readonly TaskOccurrence[];
}

function Report({ task, focus, occurrences, onClose }: ReportProps) {
  const names = usePlaceNames();
  const notice = useNotice();
  const report = useCommand(reportProgress, ['plan', 'overview']);
  const [ids] = useState(() => ({ id: newId(), commandId: newId() }));
  const today = localDate(new Date());
  const open = occurrences.filter((one) => one.answerable).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  const several = new Set(open.map((one) => one.bodyId)).size > 1;
  const choices = open.map((one) => {
    const duty = task.obligations.find((other) => other.id === one.obligationId);
    const period = duty ? periodText(duty.frequency, one.startsOn) : '';
    const who = several ? `${names.body(one.bodyId)}　` : '';
    const late = one.status === 'missed' ? '，补报' : '';
    return {
      value: one.id,
      label: `${who}${period ? `${period}　` : ''}${duty?.quote ?? ''}（${one.dueOn} 前${late}）`,
    };
  });
  const [only] = open;
  return (
    <FormDrawer
      open
      title="填报进展"
      lead={task.label}
      schema={reportProgress.body}
      extra={ids}
      initial={{
        happenedOn: today,
        claimsCompletion: false,
        // Where the reader comes from a period, or there is only one, nothing is left to choose.
        occurrenceIds:
          focus && open.some((one) => one.id === focus) ? [focus] : open.length === 1 && only ? [only.id] : [],
      }}
      submitLabel="提交进展"
      onCancel={onClose}
      onSubmit={async (body) => {
        await report.run({ params: { id: task.id }, body });
        notice('已提交，等待安委办核查');
        onClose();
      }}
    >
      <Field name="text" label="进展情况" hint="做了什么、结果如何、还有什么问题。">
        <Input.TextArea rows={5} maxLength={4000} showCount />
      </Field>
      <Field name="happenedOn" label="办理日期">
        <DateInput max={today} />
      </Field>
      {choices.length > 0 && (
        <Field name="occurrenceIds" label="对应的要求和期次" hint="勾选这次办理落实了的各期；一次填报可以对应多期。">
          <Checkbox.Group className="plan-duty-choices" options={choices} />
        </Field>
      )}
      <Field name="figures" label="数据" hint="如培训人数、检查家次。">
        <FiguresInput />
      </Field>
      <Field name="fileIds" label="佐证材料">
        <FileInput max={30} hint="文件、照片、表格，每个不超过 50 MB" />
      </Field>
      {task.abilities.claimCompletion && (
        <Field name="claimsCompletion" label="任务状态" valueProp="checked">
          <Checkbox>任务已全部完成，申请核查</Checkbox>
        </Field>
      )}
    </FormDrawer>
  );
}
