import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { ACCOUNT_PERMISSION } from '../domain/account.contract.ts';
import { MeIcon } from './MeIcon.tsx';

export { SessionGate } from './SessionGate.tsx';

export const phonePages = definePhonePages([
  {
    path: '/m/me',
    title: '我的',
    permission: ACCOUNT_PERMISSION,
    tab: { order: 90, label: '我的', icon: MeIcon },
    load: () => import('./PhoneMePage.tsx'),
  },
]);
