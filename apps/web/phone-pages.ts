import { definePhonePages, type PhonePage } from '@zhiben/platform/web/page.ts';
import { InboxIcon } from '@zhiben/platform/web/phone/InboxIcon.tsx';
import { phonePages as enterprisePages } from '@zhiben/slices/enterprise/web/phone';
import { phonePages as hazardPages } from '@zhiben/slices/hazard/web/phone';
import { phonePages as identityPages } from '@zhiben/slices/identity/web/phone';
import { phonePages as riskPages } from '@zhiben/slices/risk/web/phone';
import { phonePages as screeningPages } from '@zhiben/slices/screening/web/phone';
import { phonePages as supervisionPages } from '@zhiben/slices/supervision/web/phone';

const ownPages = definePhonePages([
  {
    path: '/m/outbox',
    title: '待上传',
    permission: null,
    load: () => import('@zhiben/platform/web/offline/PhoneOutboxPage.tsx'),
  },
  {
    path: '/m/inbox',
    title: '消息',
    permission: 'notify:read',
    tab: { order: 80, label: '消息', icon: InboxIcon },
    load: () => import('@zhiben/platform/web/phone/PhoneInboxPage.tsx'),
  },
]);

/** Every page of the phone app: what the slices announce, the inbox and the outbox. */
export const phonePages: readonly PhonePage[] = [
  ...screeningPages,
  ...hazardPages,
  ...supervisionPages,
  ...enterprisePages,
  ...riskPages,
  ...ownPages,
  ...identityPages,
];
