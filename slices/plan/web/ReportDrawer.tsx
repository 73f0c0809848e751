import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { reportProgress, type Task } from '../domain/index.ts';
import { FiguresInput } from './FiguresInput.tsx';

interface ReportDrawerProps {
  readonly task: Task;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What was done, with evidence. Each opening is a new report. */
export function ReportDrawer({ task, open, onClose }: ReportDrawerProps) {
  return open ? <Report task={task} onClose={onClose} /> : null;
}

function Report({ task, onClose }: Omit<ReportDrawerProps, 'open'>) {
  const notice = useNotice();
  const report = useCommand(reportProgress, ['plan']);
  const [ids] = useState(() => ({ id: newId(), commandId: newId() }));
  const today = localDate(new Date());
  const duties = task.obligations.filter((duty) => duty.dueOn !== null);
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
        // With one duty there is nothing to choose; with several the person says which.
        obligationIds: duties.length === 1 ? duties.map((duty) => duty.id) : [],
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
      {duties.length > 0 && (
        <Field name="obligationIds" label="对应的要求" hint="勾选这次办理落实了的要求；核查通过后转入下一期。">
          <Checkbox.Group
            className="plan-duty-choices"
            options={duties.map((duty) => ({ value: duty.id, label: `${duty.quote}（${duty.dueOn} 前）` }))}
          />
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
