import { definePhonePages } from '@zhiben/platform/web/page.ts';

export const phonePages = definePhonePages([
  { path: '/m/risks', title: '本企业风险', permission: 'risk:read', load: () => import('./PhoneRisksPage.tsx') },
  { path: '/m/risks/$unitId', title: '岗位风险', permission: 'risk:read', load: () => import('./PhoneRisksPage.tsx') },
]);
