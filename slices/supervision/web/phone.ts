import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { addHazardPanel } from '@zhiben/slices/hazard/web/phone';
import { PaperIcon } from './PaperIcon.tsx';

addHazardPanel({
  key: 'papers',
  title: '督办情况',
  permission: 'supervision:read',
  load: () => import('./PhoneHazardPapers.tsx'),
});

export const phonePages = definePhonePages([
  {
    path: '/m/papers',
    standsFor: '/supervision/papers',
    title: '督办文书',
    permission: 'supervision:read',
    tab: { order: 30, label: '文书', icon: PaperIcon },
    load: () => import('./PhonePaperListPage.tsx'),
  },
  {
    path: '/m/papers/$id',
    standsFor: '/supervision/papers/$id',
    title: '督办文书',
    permission: 'supervision:read',
    load: () => import('./PhonePaperPage.tsx'),
  },
  {
    path: '/m/papers/$id/sign',
    title: '签收',
    permission: 'supervision:answer',
    load: () => import('./PhoneSignPage.tsx'),
  },
  {
    path: '/m/papers/$id/reply',
    title: '反馈办理情况',
    permission: 'supervision:answer',
    load: () => import('./PhoneReplyPage.tsx'),
  },
  {
    path: '/m/papers/$id/progress',
    title: '报告治理进展',
    permission: 'supervision:answer',
    load: () => import('./PhoneProgressPage.tsx'),
  },
]);
