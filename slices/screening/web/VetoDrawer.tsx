import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input } from 'antd';
import { type EffectVeto, vetoEffect, withdrawVeto } from '../domain/effect.contract.ts';
import { monthName } from '../domain/effect-month.rules.ts';

export type VetoDoing = { readonly verb: 'veto' } | { readonly verb: 'withdraw'; readonly veto: EffectVeto };

interface VetoDrawerProps {
  readonly enterpriseId: string;
  readonly name: string;
  readonly month: string;
  readonly doing: VetoDoing;
  readonly onDone: () => void;
}

/** A person decides that α is 0, and says why and on what ground; the same for taking it back. */
export function VetoDrawer({ enterpriseId, name, month, doing, onDone }: VetoDrawerProps) {
  const id = useNewId();
  const veto = useCommand(vetoEffect);
  const withdraw = useCommand(withdrawVeto);
  const notice = useNotice();
  if (doing.verb === 'withdraw') {
    return (
      <FormDrawer
        open
        title="撤回否决"
        lead={`“${doing.veto.reason}”撤回后，${name}${monthName(month)}的运行效果按 A、B 重新计算。`}
        schema={withdrawVeto.body}
        extra={{ commandId: id }}
        submitLabel="撤回否决"
        onCancel={onDone}
        onSubmit={async (body) => {
          await withdraw.run({ params: { id: doing.veto.id }, body });
          notice('已撤回否决');
          onDone();
        }}
      >
        <Field name="why" label="撤回理由">
          <Input.TextArea rows={3} maxLength={200} />
        </Field>
      </FormDrawer>
    );
  }
  return (
    <FormDrawer
      open
      title="登记否决"
      lead={`${name}${monthName(month)}的 α 取 0，运行效果为 0 分。企业可以看到事由和依据；可以撤回，撤回也留痕。`}
      schema={vetoEffect.body}
      extra={{ id, month }}
      submitLabel="登记否决"
      onCancel={onDone}
      onSubmit={async (body) => {
        await veto.run({ params: { enterpriseId }, body });
        notice('已登记否决');
        onDone();
      }}
    >
      <Field name="reason" label="事由">
        <Input.TextArea rows={3} maxLength={200} />
      </Field>
      <Field name="basis" label="依据" hint="文件名称、文号和条款。国家没有统一规定否决情形，以本县文件为准。">
        <Input maxLength={200} />
      </Field>
    </FormDrawer>
  );
}
