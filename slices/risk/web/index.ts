import { definePages } from '@zhiben/platform/web/page.ts';

export const pages = definePages([
  {
    path: '/risks/own',
    title: '风险分级管控',
    permission: 'risk:write',
    nav: { group: '风险管控', order: 10 },
    load: () => import('./OwnRisksPage.tsx'),
  },
  {
    path: '/risk-map',
    title: '风险一张图',
    permission: 'risk:survey',
    nav: { group: '风险管控', order: 20 },
    load: () => import('./RiskMapPage.tsx'),
  },
  {
    path: '/risks',
    title: '风险点清单',
    permission: 'risk:survey',
    nav: { group: '风险管控', order: 30 },
    load: () => import('./RiskPointListPage.tsx'),
  },
  {
    path: '/risks/enterprises/$id',
    title: '企业风险清单',
    permission: 'risk:read',
    load: () => import('./RiskFilePage.tsx'),
  },
  {
    path: '/risks/enterprises/$id/cards',
    title: '岗位风险告知卡',
    permission: 'risk:read',
    load: () => import('./RiskCardsPage.tsx'),
  },
  {
    path: '/risks/enterprises/$id/board',
    title: '风险公告栏',
    permission: 'risk:read',
    load: () => import('./RiskBoardPage.tsx'),
  },
  {
    path: '/risks/enterprises/$id/plans/$planId',
    title: '四色分布图',
    permission: 'risk:read',
    load: () => import('./PlanPrintPage.tsx'),
  },
]);
