import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { type Report, returnReport } from '../domain/dispatch.contract.ts';

interface ReturnDrawerProps {
  readonly report: Report;
  readonly body: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Sends a report back to its body with a reason. */
export function ReturnDrawer({ report, body, open, onClose }: ReturnDrawerProps) {
  const command = useCommand(returnReport);
  const notice = useNotice();
  const [commandId] = useState(newId);
  return (
    <FormDrawer
      open={open}
      title={`退回${body}的报表`}
      lead="退回后该单位可以重新上报，已报的一版保留备查。"
      schema={returnReport.body}
      extra={{ commandId, version: report.version }}
      submitLabel="退回报表"
      onCancel={onClose}
      onSubmit={async (values) => {
        await command.run({ params: { id: report.id }, body: values });
        onClose();
        notice(`已退回${body}的报表`);
      }}
    >
      <Field name="reason" label="退回原因" hint="写清楚哪一项有问题、要怎样改。">
        <Input.TextArea rows={4} maxLength={500} />
      </Field>
    </FormDrawer>
  );
}
