import { contract, divisionCodeSchema } from '@zhiben/platform/domain/contract.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { CHANNELS, GRADES } from './hazard.terms.ts';

/** By what the figures are set out in rows. */
export const DIMENSIONS = ['division', 'industry', 'channel', 'criterion', 'month'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export const DIMENSION_NAMES: Record<Dimension, string> = {
  division: '属地',
  industry: '监管行业',
  channel: '发现渠道',
  criterion: '判定标准',
  month: '月份',
};

export const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM');

/** Which hazards, and in which months: both ends count. */
export const analysisFilterSchema = z.object({
  from: monthSchema,
  to: monthSchema,
  grade: z.enum(GRADES).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  channel: z.enum(CHANNELS).optional(),
  criterionCode: z.string().max(40).optional(),
});
export type AnalysisFilter = z.output<typeof analysisFilterSchema>;

/**
 * What is counted of the hazards. 存量 was discovered by the end of 2023, 增量 since. `opening` and `open` stand at the
 * beginning and the end of the months; a hazard that was referred or whose enterprise was closed is no longer open, and
 * is counted apart. `overdue` outlived its rectification day and was neither closed nor left: today while the months run,
 * at their end once they are past.
 */
export const FIGURES = [
  'opening',
  'registered',
  'closed',
  'closedOnTime',
  'open',
  'stock',
  'stockClosed',
  'increase',
  'increaseClosed',
  'left',
  'overdue',
  'extended',
  'recurrent',
] as const;
export type AnalysisFigure = (typeof FIGURES)[number];
export const FIGURE_NAMES: Record<AnalysisFigure, string> = {
  opening: '期初未销号',
  registered: '新登记',
  closed: '销号',
  closedOnTime: '按期销号',
  open: '期末未销号',
  stock: '存量（2023年底前）',
  stockClosed: '存量已销号',
  increase: '增量（2024年起）',
  increaseClosed: '增量已销号',
  left: '移送、关闭',
  overdue: '逾期未销号',
  extended: '延期',
  recurrent: '复发',
};

export const analysisRowSchema = z.object({
  /** Division, industry, channel, criterion or month; empty for the total and for what has no criterion. */
  key: z.string(),
  name: z.string(),
  /** Those that a row of this kind has. */
  figures: z.partialRecord(z.enum(FIGURES), z.int()),
});
export type AnalysisRow = z.infer<typeof analysisRowSchema>;

/** Median days from one step to the next, of what was closed in the months; null where nothing was. */
export const STAGES = ['judgement', 'commitments', 'rectification', 'acceptance', 'whole'] as const;
export type Stage = (typeof STAGES)[number];
export const STAGE_NAMES: Record<Stage, string> = {
  judgement: '登记到认定',
  commitments: '认定到五落实齐备',
  rectification: '整改（到申请验收）',
  acceptance: '申请验收到销号',
  whole: '登记到销号',
};

const permission = 'hazard:analyse';

export const analyseHazards = contract({
  method: 'GET',
  url: '/api/hazard-analysis',
  permission,
  summary: '隐患分析：按属地、行业、渠道、判定标准或月份，存量增量、销号率、按期率、逾期、延期、复发',
  query: analysisFilterSchema.extend({ by: z.enum(DIMENSIONS).default('division') }),
  response: z.object({ total: analysisRowSchema, rows: z.array(analysisRowSchema) }),
});

export const analyseDurations = contract({
  method: 'GET',
  url: '/api/hazard-analysis/durations',
  permission,
  summary: '隐患分析：期内销号的各环节用时中位数（日）',
  query: analysisFilterSchema,
  response: z.object({ closed: z.int(), median: z.record(z.enum(STAGES), z.number().nullable()) }),
});

export const mapAnalysis = contract({
  method: 'GET',
  url: '/api/hazard-analysis/map',
  permission,
  summary: '隐患分布：各乡镇的位置（辖区企业坐标的平均）和数量',
  query: analysisFilterSchema,
  response: z.object({
    rows: z.array(analysisRowSchema.extend({ longitude: z.number(), latitude: z.number() })),
    /** Names of those with hazards whose enterprises have no coordinates: they stand in the table only. */
    unplaced: z.array(z.string()),
  }),
});
export type MappedRow = z.infer<(typeof mapAnalysis)['response']>['rows'][number];

export const exportAnalysis = contract({
  method: 'GET',
  url: '/api/hazard-analysis/export',
  permission,
  summary: '导出隐患分析表（xlsx）',
  query: analysisFilterSchema.extend({ by: z.enum(DIMENSIONS).default('division') }),
  response: z.unknown(),
});

export const writeAnalysis = contract({
  method: 'GET',
  url: '/api/hazard-analysis/document',
  permission,
  summary: '隐患情况分析送审稿（公文格式 docx）',
  query: analysisFilterSchema,
  response: z.unknown(),
});
