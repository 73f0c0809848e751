import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { editRiskUnit, type RiskUnit, removeRiskUnit } from '../domain/risk.contract.ts';

export function UnitDrawer({ unit, onDone }: { unit: RiskUnit; onDone: () => void }) {
  const commandId = useNewId();
  const edit = useCommand(editRiskUnit);
  const remove = useCommand(removeRiskUnit);
  const notice = useNotice();
  const confirm = useConfirm();
  const { id, version, name, place, sourceCode, department, ownerName } = unit;
  return (
    <FormDrawer
      open
      title="编辑风险单元"
      schema={editRiskUnit.body}
      extra={{ commandId, version }}
      initial={{ name, place, sourceCode, department, ownerName }}
      submitLabel="保存单元"
      onCancel={onDone}
      onSubmit={async (body) => {
        await edit.run({ params: { id }, body });
        notice('已保存');
        onDone();
      }}
    >
      <FormSection title="单元">
        <Field name="name" label="名称">
          <Input maxLength={100} />
        </Field>
        <Field name="place" label="部位" hint="例如：一号车间西侧。">
          <Input maxLength={100} />
        </Field>
        <Field name="department" label="责任部门">
          <Input maxLength={50} />
        </Field>
        <Field name="ownerName" label="责任人">
          <Input maxLength={30} />
        </Field>
        <Field name="sourceCode" label="危险源编码" hint="已在危化登记等系统中编码的填写。">
          <Input maxLength={50} />
        </Field>
      </FormSection>
      <Button
        danger
        type="text"
        disabled={unit.events.length > 0}
        onClick={() =>
          confirm({
            title: `删除单元“${name}”？`,
            consequence: '删除后不再显示，记录保留在历史中。',
            verb: '删除',
            irreversible: true,
            run: async () => {
              await remove.run({ params: { id }, body: { commandId: newId(), version, reason: '不再存在' } });
              onDone();
            },
          })
        }
      >
        {unit.events.length > 0 ? '有风险事件的单元不能删除' : '删除单元'}
      </Button>
    </FormDrawer>
  );
}
