import { definePages } from '@zhiben/platform/web/page.ts';
import { addHazardPanel } from '@zhiben/slices/hazard/web';

addHazardPanel({
  key: 'papers',
  title: '督办情况',
  permission: 'supervision:read',
  load: () => import('./HazardPapers.tsx'),
});

const GROUP = '隐患治理';

export const pages = definePages([
  {
    path: '/supervision/proposals',
    title: '建议措施',
    permission: 'supervision:draft',
    nav: { group: GROUP, order: 40 },
    load: () => import('./ProposalListPage.tsx'),
  },
  {
    path: '/supervision/papers',
    title: '督办文书',
    permission: 'supervision:read',
    nav: { group: GROUP, order: 41 },
    load: () => import('./PaperListPage.tsx'),
  },
  {
    path: '/supervision/papers/new',
    title: '拟稿',
    permission: 'supervision:draft',
    load: () => import('./DraftPage.tsx'),
  },
  {
    path: '/supervision/papers/$id',
    title: '督办文书',
    permission: 'supervision:read',
    load: () => import('./PaperPage.tsx'),
  },
  {
    path: '/supervision/annual',
    title: '月通报与年度挂牌',
    permission: 'supervision:annual',
    nav: { group: GROUP, order: 42 },
    load: () => import('./AnnualPage.tsx'),
  },
  {
    path: '/supervision/settings',
    title: '督办规则设置',
    permission: 'supervision:configure',
    nav: { group: '系统管理', order: 45 },
    load: () => import('./SettingsPage.tsx'),
  },
]);
