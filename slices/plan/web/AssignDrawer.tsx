import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { assignTasks, type Task } from '../domain/index.ts';
import { BodiesSelect, BodySelect } from './BodySelect.tsx';

interface AssignDrawerProps {
  readonly task: Task;
  readonly open: boolean;
  readonly onClose: () => void;
}

const schema = assignTasks.body.shape.assignments.element.pick({ leadBodyId: true, supportingBodyIds: true });

/** Who leads one task and who supports. */
export function AssignDrawer({ task, open, onClose }: AssignDrawerProps) {
  return open ? <Assign task={task} onClose={onClose} /> : null;
}

function Assign({ task, onClose }: Omit<AssignDrawerProps, 'open'>) {
  const notice = useNotice();
  const assign = useCommand(assignTasks);
  const [commandId] = useState(newId);
  return (
    <FormDrawer
      open
      title={task.leadBodyId ? '调整责任单位' : '分派任务'}
      lead={task.label}
      schema={schema}
      initial={{
        ...(task.leadBodyId ? { leadBodyId: task.leadBodyId } : {}),
        supportingBodyIds: [...task.supportingBodyIds],
      }}
      submitLabel={task.leadBodyId ? '保存调整' : '分派任务'}
      onCancel={onClose}
      onSubmit={async ({ leadBodyId, supportingBodyIds }) => {
        const assignments = [{ taskId: task.id, version: task.version, leadBodyId, supportingBodyIds }];
        await assign.run({ body: { commandId, assignments } });
        notice('已分派');
        onClose();
      }}
    >
      <Field name="leadBodyId" label="牵头单位" hint="一项任务只有一个牵头单位，由它报告完成。">
        <BodySelect />
      </Field>
      <Field name="supportingBodyIds" label="配合单位">
        <BodiesSelect />
      </Field>
    </FormDrawer>
  );
}
