import { newId } from '@zhiben/platform/domain/ids.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { BODY_KIND_NAMES, BODY_KINDS, type Body } from '@zhiben/slices/division/domain';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { addBodyAlias, changeBodyAlias } from '../domain/index.ts';
import { BodiesSelect } from './BodySelect.tsx';

/** A word with the meaning to start from; with an id it is changed, without one it is new. */
export interface AliasDraft {
  readonly id?: string;
  readonly version?: number;
  readonly phrase: string;
  readonly bodyKinds: readonly Body['kind'][];
  readonly bodyIds: readonly string[];
  readonly learnedFrom: string | null;
}

const KINDS = BODY_KINDS.map((kind) => ({ value: kind, label: `全部${BODY_KIND_NAMES[kind]}` }));

const schema = addBodyAlias.body.pick({ phrase: true, bodyKinds: true, bodyIds: true });

/** Says which bodies a word stands for. */
export function BodyAliasDrawer({ draft, onClose }: { draft: AliasDraft; onClose: () => void }) {
  const notice = useNotice();
  const [ids] = useState(() => ({ id: newId(), commandId: newId() }));
  const add = useCommand(addBodyAlias);
  const change = useCommand(changeBodyAlias);
  return (
    <FormDrawer
      open
      title={draft.id ? '修改称谓' : '设定称谓'}
      lead="只指一个单位的称谓，建议由它牵头；指多个单位的，建议由专项行动的牵头机构牵头，这些单位配合。"
      schema={schema}
      initial={{ phrase: draft.phrase, bodyKinds: [...draft.bodyKinds], bodyIds: [...draft.bodyIds] }}
      submitLabel="保存"
      onCancel={onClose}
      onSubmit={async (body) => {
        const { id, version } = draft;
        if (id && version !== undefined) {
          await change.run({ params: { id }, body: { ...body, version, commandId: ids.commandId } });
        } else {
          await add.run({ body: { ...body, ...ids, learnedFrom: draft.learnedFrom } });
        }
        notice(`已记住“${body.phrase}”`);
        onClose();
      }}
    >
      <Field name="phrase" label="称谓" hint="方案里的原词，如“道安专委会”。">
        <Input maxLength={30} />
      </Field>
      <Field name="bodyIds" label="单位">
        <BodiesSelect placeholder="选择单位" />
      </Field>
      <Field name="bodyKinds" label="或一类单位" hint="以后新设的单位自动包括在内。都不选，表示这个词不指任何单位。">
        <Select mode="multiple" options={KINDS} placeholder="不按类别" />
      </Field>
    </FormDrawer>
  );
}
