import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { type RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { USER_STATE_NAMES } from '../domain/identity.terms.ts';
import { ROLE_NAMES } from '../domain/roles.ts';
import { getUser, type User } from '../domain/user.contract.ts';
import { UserCommands } from './UserCommands.tsx';
import { USER_STATE_TONES } from './user-state.ts';

export function UserPanel({ id }: { id: string }) {
  return <UserRecord id={id} Frame={RecordPanel} />;
}

/** A user with scope and state, and what can be done about the account. */
export function UserRecord({ id, Frame }: { id: string; Frame: typeof RecordPage }) {
  const { data: user, error, refetch } = useCall(getUser, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!user) return <Loading />;
  return (
    <Frame
      title={user.name}
      marks={<StatusTag label={USER_STATE_NAMES[user.state]} tone={USER_STATE_TONES[user.state]} />}
      actions={user.abilities.edit && <LinkButton to={`/users/${id}/edit`}>修改资料和岗位</LinkButton>}
    >
      <UserFacts user={user} />
      <Section title="账号管理">
        <UserCommands user={user} />
      </Section>
    </Frame>
  );
}

function UserFacts({ user }: { user: User }) {
  const names = usePlaceNames();
  return (
    <>
      <Section title="岗位和管辖">
        <Facts
          items={[
            { label: '岗位', value: ROLE_NAMES[user.role] },
            { label: '单位', value: user.organisation?.name ?? <Absent kind="none" /> },
            { label: '管辖区划', value: names.division(user.division) },
            { label: '管辖行业', value: user.industries?.map(industryName).join('、') ?? '全部行业', wide: true },
          ]}
        />
      </Section>
      <Section title="账号">
        <Facts
          items={[
            { label: '账号', value: user.account },
            { label: '手机', value: user.phone },
            { label: '邮箱', value: user.email },
            { label: '密码', value: sayPassword(user) },
            { label: '动态口令', value: user.hasTotp ? '已启用' : '未启用' },
            { label: '统一身份认证', value: user.hasOidc ? '已关联' : '未关联' },
            { label: '最近登录', value: user.lastSignedInAt ? sayInstant(user.lastSignedInAt) : '从未登录' },
            { label: '建立时间', value: sayInstant(user.createdAt) },
            ...(user.lockedUntil ? [{ label: '锁定至', value: sayInstant(user.lockedUntil) }] : []),
          ]}
        />
      </Section>
    </>
  );
}

function sayPassword({ hasPassword, mustChangePassword }: User): string {
  if (!hasPassword) return '没有，只能通过统一身份认证登录';
  return mustChangePassword ? '临时密码，首次登录时须修改' : '本人已设置';
}
