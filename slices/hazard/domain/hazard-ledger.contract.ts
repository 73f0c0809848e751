import { contract } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { hazardFilter } from './hazard.filter.ts';

/**
 * The ledgers that other systems and higher levels ask for, field by field as their forms have them. Papers (挂牌督办
 * 通知书, 延期审批意见书 …) are no ledgers and are written where they are issued.
 */
export const LEDGERS = {
  L01: { title: '重大事故隐患情况表（发现）', source: '宁波市隐患排查治理系统表单' },
  L02: { title: '重大事故隐患情况表（整治）', source: '宁波市隐患排查治理系统表单' },
  L08: { title: '一般隐患明细', source: '宁波市隐患排查治理系统表单' },
  L09: { title: '重大隐患列表', source: '浙江省隐患月报系统' },
  L11: { title: '“一单四制”清单', source: '湖南一单四制' },
  L14: { title: '隐患全要素台账（一患一码）', source: '各表并集' },
} as const;
export type LedgerCode = keyof typeof LEDGERS;
export const LEDGER_CODES = Object.keys(LEDGERS) as [LedgerCode, ...LedgerCode[]];

export const exportLedger = contract({
  method: 'GET',
  url: '/api/hazard-ledgers/:code',
  permission: 'hazard:export',
  summary: '按固定表式导出隐患台账（xlsx；与列表同样的筛选和管辖范围，导出留痕）',
  params: z.object({ code: z.enum(LEDGER_CODES) }),
  query: z.object(hazardFilter),
  response: z.unknown(),
});
