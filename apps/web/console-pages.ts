import type { Page } from '@zhiben/platform/web/page.ts';
import { pages as dispatchPages } from '@zhiben/slices/dispatch/web';
import { pages as enterprisePages } from '@zhiben/slices/enterprise/web';
import { pages as exchangePages } from '@zhiben/slices/exchange/web';
import { pages as hazardPages } from '@zhiben/slices/hazard/web';
import { pages as identityPages } from '@zhiben/slices/identity/web';
import { pages as overviewPages } from '@zhiben/slices/overview/web';
import { pages as planPages } from '@zhiben/slices/plan/web';
import { pages as riskPages } from '@zhiben/slices/risk/web';
import { pages as screeningPages } from '@zhiben/slices/screening/web';
import { pages as supervisionPages } from '@zhiben/slices/supervision/web';

/** Groups of the side navigation, in this order. */
export const navGroups = [
  '我的工作',
  '方案与任务',
  '风险管控',
  '企业自查',
  '隐患治理',
  '监管对象',
  '统计与调度',
  '系统管理',
] as const;

/** Every page of the console: what the slices announce. */
export const pages: readonly Page[] = [
  ...overviewPages,
  ...planPages,
  ...hazardPages,
  ...supervisionPages,
  ...enterprisePages,
  ...riskPages,
  ...screeningPages,
  ...dispatchPages,
  ...exchangePages,
  ...identityPages,
];
