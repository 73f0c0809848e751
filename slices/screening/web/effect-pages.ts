import { definePages } from '@zhiben/platform/web/page.ts';

const GROUP = '风险管控';

/** 双重预防运行效果 and the duty matrix: the county's view of self-inspection, and an enterprise's of its own. */
export const effectPages = definePages([
  {
    path: '/screening-effect',
    title: '双重预防运行效果',
    permission: 'screening:survey',
    nav: { group: GROUP, order: 40 },
    load: () => import('./EffectCountyPage.tsx'),
  },
  {
    path: '/screening-effect/enterprises',
    title: '各企业运行效果',
    permission: 'screening:survey',
    load: () => import('./EffectListPage.tsx'),
  },
  {
    path: '/screening-effect/enterprises/$id',
    title: '企业运行效果',
    permission: 'screening:read',
    load: () => import('./EffectRecordPage.tsx'),
  },
  {
    path: '/screening-effect/own',
    title: '本企业运行效果',
    permission: 'screening:manage',
    nav: { group: GROUP, order: 45 },
    load: () => import('./OwnEffectPage.tsx'),
  },
  {
    path: '/screening-effect/settings',
    title: '运行效果的本县参数',
    permission: 'screening:survey',
    load: () => import('./EffectSettingsPage.tsx'),
  },
]);
