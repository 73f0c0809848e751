import { newId } from '@zhiben/platform/domain/ids.ts';
import { call } from '@zhiben/platform/web/api.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { assignTasks, listTaskParties } from '../domain/index.ts';
import { BodiesSelect, BodySelect } from './BodySelect.tsx';

const schema = assignTasks.body.shape.assignments.element.pick({ leadBodyId: true, supportingBodyIds: true });

interface BulkAssignProps {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Gives all chosen tasks to the same bodies; what is done keeps the bodies that did it. */
export function BulkAssignDrawer({ ids, onClose }: BulkAssignProps) {
  const notice = useNotice();
  const assign = useCommand(assignTasks);
  const [commandId] = useState(newId);
  return (
    <FormDrawer
      open
      title={`分派所选的 ${ids.length} 项任务`}
      lead="所选任务由同一个单位牵头；已分派的改派，已完成的不变。"
      schema={schema}
      initial={{ supportingBodyIds: [] }}
      submitLabel="分派任务"
      onCancel={onClose}
      onSubmit={async ({ leadBodyId, supportingBodyIds }) => {
        const { rows } = await call(listTaskParties, { query: { ids: [...ids] } });
        const open = rows.filter((task) => !task.done);
        const parties = { leadBodyId, supportingBodyIds: [...supportingBodyIds] };
        const assignments = open.map(({ id, version }) => ({ taskId: id, version, ...parties }));
        if (assignments.length > 0) await assign.run({ body: { commandId, assignments } });
        const left = rows.length - open.length;
        notice(`已分派 ${assignments.length} 项${left > 0 ? `，${left} 项已完成未改动` : ''}`);
        onClose();
      }}
    >
      <Field name="leadBodyId" label="牵头单位">
        <BodySelect />
      </Field>
      <Field name="supportingBodyIds" label="配合单位">
        <BodiesSelect />
      </Field>
    </FormDrawer>
  );
}
