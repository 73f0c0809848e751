import { useNavigate } from '@tanstack/react-router';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { createUser, type User } from '../domain/user.contract.ts';
import { TemporaryPassword } from './TemporaryPassword.tsx';
import { UserFields } from './UserFields.tsx';

export default function UserCreatePage() {
  const navigate = useNavigate();
  const id = useNewId('user-create');
  const create = useCommand(createUser);
  const [issued, setIssued] = useState<{ user: User; password: string } | null>(null);
  const goToUser = () => navigate({ to: `/users/${id}`, replace: true } as never);
  return (
    <>
      <FormPage
        title="新建用户"
        lead="新建后生成一个临时密码，由您告知本人；本人首次登录时须修改。"
        schema={createUser.body}
        extra={{ id }}
        draft="user-create"
        submitLabel="新建用户"
        onSubmit={async (body) => {
          const { user, temporaryPassword } = await create.run({ body });
          if (temporaryPassword === null) await goToUser();
          else setIssued({ user, password: temporaryPassword });
        }}
        onCancel={() => void navigate({ to: '/users' } as never)}
      >
        <FormSection title="账号">
          <Field
            name="account"
            label="账号"
            hint="3～64 位字母、数字或 . _ @ -，建好后不能更改。常用手机号或姓名拼音。"
          >
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={64} />
          </Field>
        </FormSection>
        <UserFields />
      </FormPage>
      {issued && (
        <TemporaryPassword
          name={issued.user.name}
          account={issued.user.account}
          password={issued.password}
          onClose={() => void goToUser()}
        />
      )}
    </>
  );
}
