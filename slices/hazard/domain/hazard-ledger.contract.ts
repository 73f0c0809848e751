import { contract, many } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { hazardFilter, SORTS } from './hazard.filter.ts';

/** The columns of the ledger on a screen, in their order: a sheet of it has the same words. */
export const SCREEN_COLUMNS = {
  number: '编号',
  description: '隐患',
  enterprise: '企业',
  grade: '等级',
  status: '状态',
  due: '先到期限',
  division: '属地',
  industry: '监管行业',
  place: '部位',
  channel: '发现渠道',
  discoveredOn: '发现日期',
  registeredAt: '登记时间',
  rectificationDueOn: '整改期限',
  criterion: '判定标准',
  closedAt: '销号时间',
  listing: '挂牌督办',
  returnedCount: '退回次数',
} as const;
export type ScreenColumn = keyof typeof SCREEN_COLUMNS;
const SCREEN_KEYS = Object.keys(SCREEN_COLUMNS) as [ScreenColumn, ...ScreenColumn[]];

/** A longer sheet serves nobody and no spreadsheet program opens it with pleasure. */
export const MOST_EXPORTED = 50_000;

export const exportHazards = contract({
  method: 'GET',
  url: '/api/hazards/export',
  permission: 'hazard:export',
  summary: '导出隐患台账（xlsx；与列表同样的筛选、排序和管辖范围，可指定屏幕上的栏；导出留痕）',
  /** Without `columns` the whole ledger with the commitments. */
  query: z.object({ ...hazardFilter, sort: z.enum(SORTS).optional(), columns: many(z.enum(SCREEN_KEYS)).optional() }),
  response: z.unknown(),
});

/**
 * The ledgers that other systems and higher levels ask for, field by field as their forms have them
 * (hazard-ledger-fields.json). `line` says what a line of the sheet is: the forms of papers list what was issued, asked
 * for or decided about the hazards of the list; the papers themselves are written where they are issued.
 */
export const LEDGERS = {
  L01: { title: '重大事故隐患情况表（发现）', source: '宁波市隐患排查治理系统表单', line: '一条隐患' },
  L02: { title: '重大事故隐患情况表（整治）', source: '宁波市隐患排查治理系统表单', line: '一条隐患' },
  L03: { title: '重大事故隐患挂牌督办通知书', source: '宁波市隐患排查治理系统表单', line: '一份挂牌督办通知书' },
  L04: { title: '治理延期申请书', source: '宁波市隐患排查治理系统表单', line: '一次延期申请' },
  L05: { title: '延期审批意见书', source: '宁波市隐患排查治理系统表单', line: '一次延期答复' },
  L06: { title: '治理验收申请书', source: '宁波市隐患排查治理系统表单', line: '挂牌隐患的一次验收申请' },
  L07: { title: '挂牌督办验收意见书', source: '宁波市隐患排查治理系统表单', line: '挂牌隐患的一次验收' },
  L08: { title: '一般隐患明细', source: '宁波市隐患排查治理系统表单', line: '一条隐患' },
  L09: { title: '重大隐患列表', source: '浙江省隐患月报系统', line: '一条隐患' },
  L10: { title: '挂牌督办信息', source: '煤矿重大隐患信息系统实体', line: '一次挂牌或者取消挂牌' },
  L11: { title: '“一单四制”清单/任务交办单', source: '湖南一单四制', line: '一条隐患' },
  L12: { title: '整改验收审批链', source: '衢政办发〔2022〕6号', line: '一份挂牌督办通知书' },
  L13: { title: '部门四清单', source: '临政发〔2020〕1号', line: '一条隐患' },
  L14: { title: '推荐合并模型（一患一码）', source: '各表并集', line: '一条隐患' },
} as const;
export type LedgerCode = keyof typeof LEDGERS;
const LEDGER_CODES = Object.keys(LEDGERS) as [LedgerCode, ...LedgerCode[]];

export const listLedgers = contract({
  method: 'GET',
  url: '/api/hazard-ledgers',
  permission: 'hazard:export',
  summary: '固定表式的隐患台账及其各栏（导出前预览）',
  response: z.object({
    rows: z.array(
      z.object({
        code: z.enum(LEDGER_CODES),
        title: z.string(),
        source: z.string(),
        line: z.string(),
        columns: z.array(z.object({ header: z.string(), help: z.string(), isBlank: z.boolean() })),
      }),
    ),
  }),
});

export const exportLedger = contract({
  method: 'GET',
  url: '/api/hazard-ledgers/:code',
  permission: 'hazard:export',
  summary: '按固定表式导出隐患台账（xlsx；与列表同样的筛选和管辖范围，导出留痕）',
  params: z.object({ code: z.enum(LEDGER_CODES) }),
  query: z.object({ ...hazardFilter, sort: z.enum(SORTS).optional() }),
  response: z.unknown(),
});
