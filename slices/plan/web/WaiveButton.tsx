import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Occurrence, waiveOccurrences } from '../domain/index.ts';

/** The office does not ask for an occurrence, and says why. */
export function WaiveButton({ occurrence }: { occurrence: Occurrence }) {
  const notice = useNotice();
  const waive = useCommand(waiveOccurrences, ['plan', 'overview']);
  const [ids, setIds] = useState<{ commandId: string; occurrenceIds: string[] } | null>(null);
  return (
    <>
      <Button type="link" size="small" onClick={() => setIds({ commandId: newId(), occurrenceIds: [occurrence.id] })}>
        免报
      </Button>
      {ids && (
        <FormDrawer
          open
          title="免报这一期"
          lead={`期限 ${occurrence.dueOn}。免报后不再提醒，也不计为逾期；理由会记录在案。`}
          schema={waiveOccurrences.body}
          extra={ids}
          submitLabel="免报"
          onCancel={() => setIds(null)}
          onSubmit={async (body) => {
            await waive.run({ body });
            notice('已免报');
            setIds(null);
          }}
        >
          <Field name="reason" label="免报理由">
            <Input.TextArea rows={3} maxLength={200} showCount />
          </Field>
        </FormDrawer>
      )}
    </>
  );
}
