import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import { OFFICIAL_TYPES, TYPE_NAMES } from '../domain/official/index.ts';
import { createTarget } from '../domain/sending.contract.ts';

export function TargetDrawer({ onDone }: { onDone: () => void }) {
  const id = useNewId();
  const create = useCommand(createTarget);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="登记报送对象"
      lead="先把本县公钥交给对方登记。登记后从头发送全部记录，以后只发变化。"
      schema={createTarget.body}
      extra={{ id }}
      initial={{ types: [...OFFICIAL_TYPES] }}
      submitLabel="登记报送对象"
      onCancel={onDone}
      onSubmit={async (body) => {
        await create.run({ body });
        notice('报送对象已登记，一分钟内开始发送');
        onDone();
      }}
    >
      <FormSection title="接收方">
        <Field name="name" label="名称">
          <Input maxLength={60} placeholder="如：省双重预防平台" />
        </Field>
        <Field name="url" label="接收地址" hint="以 https:// 开头的接口地址">
          <Input maxLength={500} />
        </Field>
        <Field name="types" label="报送的记录">
          <Select mode="multiple" options={OFFICIAL_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] }))} />
        </Field>
        <Field
          name="tokenName"
          label="令牌名称"
          hint="令牌内容由管理员放在服务器上（环境变量或密钥文件），这里只写名称；不需要令牌的不填"
        >
          <Input maxLength={60} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
