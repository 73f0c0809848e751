import { definePhonePages } from '@zhiben/platform/web/page.ts';

export const phonePages = definePhonePages([
  { path: '/m/risks', title: '本企业风险', permission: 'risk:read', load: () => import('./PhoneRisksPage.tsx') },
  // Where notices of one's own list lead.
  { path: '/m/risks/own', title: '本企业风险', permission: 'risk:read', load: () => import('./PhoneRisksPage.tsx') },
  {
    path: '/m/risks/start',
    title: '从行业模板建清单',
    permission: 'risk:write',
    load: () => import('./PhoneStartPage.tsx'),
  },
  { path: '/m/risks/$unitId', title: '岗位风险', permission: 'risk:read', load: () => import('./PhoneRisksPage.tsx') },
]);
