import { definePages } from '@zhiben/platform/web/page.ts';
import { addEnterprisePanel } from '@zhiben/slices/enterprise/web';

addEnterprisePanel({
  key: 'effect',
  title: '运行效果',
  permission: 'screening:read',
  load: () => import('./EnterpriseEffect.tsx'),
});

const GROUP = '企业自查';

/** 双重预防运行效果 and the duty matrix: the county's view of self-inspection, and an enterprise's of its own. */
export const effectPages = definePages([
  {
    path: '/screening-effect',
    title: '双重预防运行效果',
    permission: 'screening:survey',
    nav: { group: GROUP, order: 2 },
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
    nav: { group: GROUP, order: 70 },
    load: () => import('./OwnEffectPage.tsx'),
  },
  {
    path: '/screening-effect/settings',
    title: '运行效果的本县参数',
    permission: 'screening:survey',
    load: () => import('./EffectSettingsPage.tsx'),
  },
  {
    path: '/duty-matrix',
    title: '义务履行矩阵',
    permission: 'screening:survey',
    nav: { group: GROUP, order: 4 },
    load: () => import('./DutyMatrixPage.tsx'),
  },
  {
    path: '/duty-matrix/$id',
    title: '企业义务履行矩阵',
    permission: 'screening:read',
    load: () => import('./EnterpriseDutiesPage.tsx'),
  },
]);
