import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { issueEscalation, type UnansweredBody } from '../domain/index.ts';

/** The system proposes to escalate; a person of the office words it and issues it. */
export function EscalateButton({ row, escalateAfter }: { row: UnansweredBody; escalateAfter: number }) {
  const names = usePlaceNames();
  const notice = useNotice();
  const issue = useCommand(issueEscalation, ['plan']);
  const [ids, setIds] = useState<{ commandId: string; bodyId: string } | null>(null);
  const name = names.body(row.bodyId) ?? '';
  return (
    <>
      <Button size="small" danger onClick={() => setIds({ commandId: newId(), bodyId: row.bodyId })}>
        建议提级
      </Button>
      {ids && (
        <FormDrawer
          open
          title={`提级：${name}`}
          lead={`${row.toEscalate} 项事项逾期超过 ${escalateAfter} 天。签发后，该单位工作人员和县领导会收到通知；系统不会自动签发。`}
          schema={issueEscalation.body}
          extra={ids}
          initial={{
            text: `${name}有 ${row.toEscalate} 项到期事项逾期超过 ${escalateAfter} 天未报，请督促尽快办理并填报。`,
          }}
          submitLabel="签发提级"
          onCancel={() => setIds(null)}
          onSubmit={async (body) => {
            await issue.run({ body });
            notice('已签发');
            setIds(null);
          }}
        >
          <Field name="text" label="通知内容">
            <Input.TextArea rows={5} maxLength={500} showCount />
          </Field>
        </FormDrawer>
      )}
    </>
  );
}
