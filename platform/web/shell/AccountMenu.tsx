import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { useSession } from '../session.ts';
import { Icon } from './Icons.tsx';

/** Who is signed in; the own account and the way out. */
export function AccountMenu({ accountPath, onSignOut }: { accountPath: string; onSignOut: () => void }) {
  const navigate = useNavigate();
  const { name, roleName, bodyName } = useSession();
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: [roleName, bodyName].filter(Boolean).join(' · '),
            children: [
              { key: 'account', label: '我的账号', onClick: () => void navigate({ to: accountPath } as never) },
              { key: 'out', label: '退出登录', onClick: onSignOut },
            ],
          },
        ],
      }}
    >
      <button type="button" className="zb-head-button" aria-label={`账号：${name}`}>
        <Icon name="person" />
        <span className="zb-head-name">{name}</span>
      </button>
    </Dropdown>
  );
}
