import { useNavigate } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices } from '@zhiben/slices/division/web';
import { Input, TreeSelect } from 'antd';
import { type Enterprise, transferEnterprise } from '../domain/enterprise.contract.ts';

export function TransferDrawer({ enterprise, onDone }: { enterprise: Enterprise; onDone: () => void }) {
  const commandId = useNewId();
  const transfer = useCommand(transferEnterprise);
  const divisions = useDivisionChoices();
  const navigate = useNavigate();
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="变更属地"
      lead="变更后由新属地监管，新发现的隐患归新属地；办理中的隐患仍由原属地跟踪到销号，已报数据不变。"
      schema={transferEnterprise.body}
      extra={{ commandId, version: enterprise.version }}
      initial={{ effectiveOn: localDate(new Date()) }}
      submitLabel="变更属地"
      onCancel={onDone}
      onSubmit={async (body) => {
        const { openHazards } = await transfer.run({ params: { id: enterprise.id }, body });
        notice(openHazards > 0 ? `属地已变更；${openHazards} 条办理中的隐患仍由原属地跟踪` : '属地已变更');
        onDone();
        // A township that moved the file away no longer sees it.
        if (!enterprise.abilities.merge) await navigate({ to: '/enterprises' } as never);
      }}
    >
      <FormSection title="新属地">
        <Field name="division" label="迁往">
          <TreeSelect
            treeData={divisions.map(({ value, label, children }) => ({
              value,
              title: label,
              children: (children ?? []).map((child) => ({ value: child.value, title: child.label })),
            }))}
          />
        </Field>
        <Field name="reason" label="原因和依据">
          <Input maxLength={200} />
        </Field>
        <Field name="effectiveOn" label="何时生效">
          <DateInput />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
