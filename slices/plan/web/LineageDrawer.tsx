import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { type Lineage, listPlans, PLAN_LEVEL_NAMES, PLAN_LEVELS, setLineage } from '../domain/index.ts';
import { BodySelect } from './BodySelect.tsx';

const LEVELS = PLAN_LEVELS.map((level) => ({ value: level, label: PLAN_LEVEL_NAMES[level] }));

/** Of which level a plan is, which higher plan it carries out, and whose it is. */
export function LineageDrawer({ lineage, onClose }: { lineage: Lineage; onClose: () => void }) {
  const notice = useNotice();
  const save = useCommand(setLineage);
  const [commandId] = useState(newId);
  const { id, version, level, parent, bodyId } = lineage;
  return (
    <FormDrawer
      open
      title="设定层级和上级方案"
      lead="设定后，系统按文字逐条寻找对应，由您确认。"
      schema={setLineage.body}
      extra={{ commandId, version }}
      initial={{
        level: level ?? 'county',
        ...(parent ? { parentId: parent.id, parentLevel: parent.level ?? undefined } : {}),
        ...(bodyId ? { bodyId } : {}),
      }}
      submitLabel="保存"
      onCancel={onClose}
      onSubmit={async (body) => {
        await save.run({ params: { id }, body });
        notice('已保存');
        onClose();
      }}
    >
      <Field name="level" label="本方案的层级">
        <Select options={LEVELS} />
      </Field>
      <Field name="parentId" label="上级方案" hint="先在“方案文件”导入上级方案，再在这里选择。">
        <RecordSelect
          contract={listPlans}
          label={(row) => row.title}
          known={parent ? { id: parent.id, label: parent.title } : undefined}
        />
      </Field>
      <Field name="parentLevel" label="上级方案的层级" hint="上级方案已经设定过层级的，以已设定的为准。">
        <Select options={LEVELS} allowClear />
      </Field>
      <Field name="bodyId" label="制定单位" hint="乡镇、部门自己的方案请选择：只检查该单位牵头或配合的条款。">
        <BodySelect placeholder="不是某个单位的方案" />
      </Field>
    </FormDrawer>
  );
}
