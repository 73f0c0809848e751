import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { EnterpriseIcon } from './EnterpriseIcon.tsx';

export const phonePages = definePhonePages([
  {
    path: '/m/enterprise',
    title: '本企业档案',
    permission: 'enterprise:appeal',
    tab: { order: 40, label: '档案', icon: EnterpriseIcon },
    load: () => import('./PhoneEnterprisePage.tsx'),
  },
  {
    // Where notices of one's own file lead.
    path: '/m/enterprises/$id',
    title: '本企业档案',
    permission: 'enterprise:appeal',
    load: () => import('./PhoneEnterprisePage.tsx'),
  },
  {
    path: '/m/enterprise/edit',
    title: '更新档案',
    permission: 'enterprise:appeal',
    load: () => import('./PhoneEditPage.tsx'),
  },
  {
    path: '/m/enterprise/papers/$kind',
    title: '登记证照、保险',
    permission: 'enterprise:appeal',
    load: () => import('./PhonePaperPage.tsx'),
  },
  {
    path: '/m/enterprise/papers/$kind/$renewed',
    title: '续登证照、保险',
    permission: 'enterprise:appeal',
    load: () => import('./PhonePaperPage.tsx'),
  },
  {
    path: '/m/enterprise/appeal/$id',
    title: '分级申诉',
    permission: 'enterprise:appeal',
    load: () => import('./PhoneAppealPage.tsx'),
  },
]);
