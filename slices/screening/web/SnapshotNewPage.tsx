import { useNavigate } from '@tanstack/react-router';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { z } from 'zod';
import { sendSnapshot } from '../domain/snapshot.contract.ts';
import { SNAPSHOT_KIND_NAMES, SNAPSHOT_KINDS } from '../domain/snapshot.rules.ts';

const schema = sendSnapshot.body.extend({ kind: z.enum(SNAPSHOT_KINDS) });
const KINDS = Object.entries(SNAPSHOT_KIND_NAMES).map(([value, label]) => ({ value, label }));

/** A proposal, or a problem that was seen, under one's own name; its page shows the answer. */
export default function SnapshotNewPage() {
  const id = useNewId();
  const send = useCommand(sendSnapshot);
  const navigate = useNavigate();
  const notice = useNotice();
  return (
    <FormPage
      title="提合理化建议"
      lead="署名提交，由本企业安全管理人员在期限内答复，被采纳的可以申报奖励。不愿署名的，请用匿名报告二维码。"
      schema={schema}
      extra={{ id }}
      initial={{ kind: 'proposal' }}
      submitLabel="提交给安全管理人员"
      onSubmit={async (body) => {
        const { dueOn } = await send.run({ body });
        notice(`已提交，${dueOn} 前答复`);
        void navigate({ to: `/snapshots/${id}` as never });
      }}
    >
      <FormSection title="内容">
        <Field name="kind" label="类别">
          <Select options={KINDS} />
        </Field>
        <Field name="words" label="建议或问题" hint="现在怎样、有什么风险、建议怎么改。">
          <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 4 }} />
        </Field>
        <Field name="place" label="部位">
          <Input maxLength={200} placeholder="例如：二车间装车台" />
        </Field>
        <Field name="files" label="照片">
          <FileInput accept="image/*" max={9} hint="照片，最多 9 张" />
        </Field>
      </FormSection>
    </FormPage>
  );
}
