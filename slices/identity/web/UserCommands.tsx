import { newId } from '@zhiben/platform/domain/ids.ts';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { disableUser, enableUser, removeTotp, resetPassword, type User, unlockUser } from '../domain/user.contract.ts';
import { TemporaryPassword } from './TemporaryPassword.tsx';
import './user.css';

type Ability = keyof User['abilities'];

/** What an administrator can do about an account; what cannot be done now says why. */
export function UserCommands({ user }: { user: User }) {
  const confirm = useConfirm();
  const notice = useNotice();
  const [password, setPassword] = useState<string | null>(null);
  const disable = useCommand(disableUser);
  const enable = useCommand(enableUser);
  const unlock = useCommand(unlockUser);
  const reset = useCommand(resetPassword);
  const totp = useCommand(removeTotp);
  const input = () => ({ params: { id: user.id }, body: { commandId: newId(), version: user.version } });

  const commands: readonly { ability: Ability; label: string; danger?: boolean; start: () => void }[] = [
    {
      ability: 'unlock',
      label: '解除锁定',
      start: () => void unlock.run(input()).then(() => notice(`已解除“${user.name}”的锁定`)),
    },
    {
      ability: 'resetPassword',
      label: '重置密码',
      start: () =>
        confirm({
          title: `重置“${user.name}”的密码`,
          consequence: '将生成一个临时密码，原密码和已有的登录随即失效。请当面或电话告知本人。',
          verb: '重置密码',
          run: async () => setPassword((await reset.run(input())).temporaryPassword),
        }),
    },
    {
      ability: 'removeTotp',
      label: '解除动态口令',
      start: () =>
        confirm({
          title: `解除“${user.name}”的动态口令`,
          consequence: '用于本人手机遗失或更换。解除后凭密码即可登录，请核实本人身份。',
          verb: '解除动态口令',
          run: () => totp.run(input()),
        }),
    },
    {
      ability: 'disable',
      label: '停用账号',
      danger: true,
      start: () =>
        confirm({
          title: `停用“${user.name}”的账号`,
          consequence: '该用户的登录随即失效，不能再办理事项；经办过的记录保留。之后可以重新启用。',
          verb: '停用账号',
          irreversible: true,
          run: () => disable.run(input()),
        }),
    },
    {
      ability: 'enable',
      label: '启用账号',
      start: () => void enable.run(input()).then(() => notice(`已启用“${user.name}”的账号`)),
    },
  ];
  const possible = commands.filter(({ ability }) => user.abilities[ability]);
  const refused = commands.flatMap(({ ability, label }) => {
    const why = user.abilities[ability] ? undefined : user.whyNot[ability];
    return why === undefined ? [] : [{ label, why }];
  });
  return (
    <>
      <div className="zb-state-actions">
        {possible.map(({ ability, label, danger, start }) => (
          <Button key={ability} danger={danger ?? false} onClick={start}>
            {label}
          </Button>
        ))}
      </div>
      {refused.map(({ label, why }) => (
        <p key={label} className="zb-user-refused">
          {label}：{why}
        </p>
      ))}
      {password !== null && (
        <TemporaryPassword
          name={user.name}
          account={user.account}
          password={password}
          onClose={() => setPassword(null)}
        />
      )}
    </>
  );
}
