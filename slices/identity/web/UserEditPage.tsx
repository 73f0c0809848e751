import { useNavigate, useParams } from '@tanstack/react-router';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import type { Industry } from '@zhiben/slices/enterprise/domain';
import { getUser, type User, updateUser } from '../domain/user.contract.ts';
import { UserFields } from './UserFields.tsx';

export default function UserEditPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: user, error, refetch } = useCall(getUser, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!user) return <Loading />;
  return <EditUser key={user.id} user={user} />;
}

function EditUser({ user }: { user: User }) {
  const navigate = useNavigate();
  const commandId = useNewId();
  const update = useCommand(updateUser);
  const { id, organisation } = user;
  const back = () => navigate({ to: `/users/${id}`, replace: true } as never);
  return (
    <FormPage
      title={`修改“${user.name}”的资料和岗位`}
      lead="岗位、单位和管辖范围的改变立即生效。"
      schema={updateUser.body}
      initial={{
        name: user.name,
        phone: user.phone,
        email: user.email,
        role: user.role,
        bodyId: organisation?.kind === 'body' ? organisation.id : null,
        enterpriseId: organisation?.kind === 'enterprise' ? organisation.id : null,
        division: organisation?.kind === 'enterprise' ? null : user.division,
        industries: user.industries as Industry[] | null,
      }}
      extra={{ commandId, version: user.version }}
      submitLabel="保存修改"
      onSubmit={async (body) => {
        await update.run({ params: { id }, body });
        await back();
      }}
      onCancel={() => void back()}
    >
      <UserFields
        enterprise={organisation?.kind === 'enterprise' ? { id: organisation.id, label: organisation.name } : undefined}
      />
    </FormPage>
  );
}
