import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useBodies, usePlaceNames } from '@zhiben/slices/division/web';
import { useMemo } from 'react';
import { USER_STATE_NAMES } from '../domain/identity.terms.ts';
import { ROLE_NAMES, ROLES } from '../domain/roles.ts';
import { countUsers, listUsers, type UserRow } from '../domain/user.contract.ts';

import { UserPanel } from './UserRecord.tsx';
import { USER_STATE_TONES } from './user-state.ts';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'locked', label: '已锁定', query: { state: 'locked' } },
  { key: 'disabled', label: '已停用', query: { state: 'disabled' } },
];

export default function UserListPage() {
  const names = usePlaceNames();
  const bodies = useBodies();
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'text', key: 'q', label: '检索', placeholder: '姓名、账号、手机' },
      {
        kind: 'choice',
        key: 'role',
        label: '岗位',
        choices: ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })),
      },
      {
        kind: 'choice',
        key: 'bodyId',
        label: '机构',
        choices: bodies.map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [bodies],
  );
  const columns = useMemo(
    (): readonly Column<UserRow>[] => [
      { key: 'name', label: '姓名', width: 120, render: (row) => row.name },
      { key: 'account', label: '账号', width: 150, render: (row) => row.account },
      { key: 'role', label: '岗位', width: 190, render: (row) => ROLE_NAMES[row.role] },
      {
        key: 'organisation',
        label: '单位',
        width: 240,
        grow: true,
        render: (row) => row.organisation?.name ?? <Absent kind="none" />,
      },
      { key: 'division', label: '管辖区划', width: 140, render: (row) => names.division(row.division) },
      {
        key: 'state',
        label: '状态',
        width: 100,
        render: (row) => <StatusTag label={USER_STATE_NAMES[row.state]} tone={USER_STATE_TONES[row.state]} />,
      },
      { key: 'phone', label: '手机', width: 130, render: (row) => row.phone || <Absent />, hidden: true },
      {
        key: 'lastSignedInAt',
        label: '最近登录',
        width: 160,
        render: (row) =>
          row.lastSignedInAt ? sayInstant(row.lastSignedInAt) : <span className="zb-absent">从未登录</span>,
      },
    ],
    [names],
  );
  return (
    <ListPage
      title="用户"
      contract={listUsers}
      count={countUsers}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <UserPanel id={id} />}
      recordPath={(id) => `/users/${id}`}
      actions={
        <>
          <LinkButton to="/users/import">从表格导入</LinkButton>
          <LinkButton to="/users/new" primary>
            新建用户
          </LinkButton>
        </>
      }
      empty={{ title: '还没有用户', children: '逐个新建，或者用表格一次导入本县各单位的人员。' }}
    />
  );
}
