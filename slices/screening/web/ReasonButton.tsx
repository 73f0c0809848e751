import { text } from '@zhiben/platform/domain/contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { z } from 'zod';

const schema = z.object({ reason: text(200) });

interface Props {
  /** On the button that opens it. */
  readonly label: string;
  /** Names the thing: 停止任务“冲压班组日查”. */
  readonly title: string;
  /** What it means. */
  readonly consequence: string;
  /** On the button that does it. */
  readonly verb: string;
  readonly run: (reason: string, commandId: string) => Promise<unknown>;
}

/** What ends something and is kept with its reason. */
export function ReasonButton({ label, title, consequence, verb, run }: Props) {
  const [commandId, setCommandId] = useState<string | null>(null);
  return (
    <>
      <Button danger onClick={() => setCommandId(newId())}>
        {label}
      </Button>
      {commandId && (
        <FormDrawer
          open
          title={title}
          schema={schema}
          submitLabel={verb}
          irreversible
          onCancel={() => setCommandId(null)}
          onSubmit={async ({ reason }) => {
            await run(reason, commandId);
            setCommandId(null);
          }}
        >
          <FormSection title="原因" lead={consequence}>
            <Field name="reason" label="原因">
              <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
            </Field>
          </FormSection>
        </FormDrawer>
      )}
    </>
  );
}
