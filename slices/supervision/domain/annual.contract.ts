import {
  contract,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { tickedBody } from '@zhiben/platform/domain/ticked.ts';
import { analysisRowSchema, monthSchema } from '@zhiben/slices/hazard/domain';
import { z } from 'zod';
import { paperRowSchema } from './supervision.contract.ts';
import { LISTING_LEVELS, PAPER_KINDS, STATUSES } from './supervision.terms.ts';

/*
 * 月通报、年挂牌: 凤台经济开发区治本攻坚三年行动方案 第12条, after 《淮南市生产安全隐患月排查月通报制度》: every month what
 * stands out is told, every year a batch of majors is listed. How many, a county sets itself.
 */

const READ = 'supervision:annual';
const DRAFT = 'supervision:draft';

export const yearSchema = z.coerce.number().int().min(2024).max(2099);

export const monthlySchema = z.object({
  month: monthSchema,
  /** Figures of majors; what stands (`open`, `overdue`) does so at the month's end, today while it runs. */
  total: analysisRowSchema,
  divisions: z.array(analysisRowSchema),
  /** By industry, named with the department that supervises it. */
  industries: z.array(analysisRowSchema),
  /** The circular of this month, when there is one that was not withdrawn. */
  circular: paperRowSchema.nullable(),
  abilities: z.object({ draft: z.boolean() }),
});
export type Monthly = z.infer<typeof monthlySchema>;

export const getMonthly = contract({
  method: 'GET',
  url: '/api/supervision/monthly',
  permission: READ,
  summary: '月通报：一个月的重大隐患排查治理数据（按属地、行业部门），和已起草的通报',
  query: z.object({ month: monthSchema }),
  response: monthlySchema,
});

export const draftMonthly = contract({
  method: 'POST',
  url: '/api/supervision/monthly',
  permission: DRAFT,
  summary: '按当月数据起草月通报（一个月只有一份；撤回后可重新起草）',
  body: z.object({ paperId: idSchema, month: monthSchema }),
  response: paperRowSchema,
});

export const quotaSettingSchema = z.object({
  /** Majors to be listed by the county in the year. */
  count: z.int().min(1, '至少 1 项').max(999, '不能超过 999 项'),
  source: text(200),
});
export type QuotaSetting = z.output<typeof quotaSettingSchema>;

const annualSchema = z.object({
  year: z.int(),
  quota: quotaSettingSchema.extend({ setAt: instantSchema, setByName: z.string() }).nullable(),
  /** Hazards on which the county hung a plate in the year. */
  listed: z.int(),
  /** Hazards on which only levels above did: they do not count towards the quota. */
  listedAbove: z.int(),
  /** Hazards for which a county plate is being drafted or approved now. */
  drafted: z.int(),
  /** Null without a quota. */
  missing: z.int().nullable(),
  abilities: z.object({ setQuota: z.boolean(), draft: z.boolean() }),
});
export type Annual = z.infer<typeof annualSchema>;

export const getAnnual = contract({
  method: 'GET',
  url: '/api/supervision/annual/:year',
  permission: READ,
  summary: '年度挂牌：任务数和依据、已挂牌、拟稿中、还差几项',
  params: z.object({ year: yearSchema }),
  response: annualSchema,
});

const quotaRowSchema = quotaSettingSchema.extend({ year: z.int(), setAt: instantSchema, setByName: z.string() });
export type QuotaRow = z.infer<typeof quotaRowSchema>;

export const listQuotas = contract({
  method: 'GET',
  url: '/api/supervision/quotas',
  permission: 'supervision:configure',
  summary: '各年度挂牌任务数和依据',
  response: z.object({ rows: z.array(quotaRowSchema) }),
});

export const setQuota = contract({
  method: 'POST',
  url: '/api/supervision/annual/:year/quota',
  permission: 'supervision:configure',
  summary: '设置年度挂牌任务数和依据（空为取消）',
  params: z.object({ year: yearSchema }),
  body: z.object({ commandId: idSchema, setting: quotaSettingSchema.nullable() }),
  response: annualSchema,
});

const plateSchema = z.object({
  id: idSchema,
  number: z.string().nullable(),
  status: z.enum(STATUSES),
  level: z.enum(LISTING_LEVELS),
  subjectId: idSchema,
  subjectName: z.string(),
  addressees: z.string(),
  issuedAt: instantSchema,
});
export type Plate = z.infer<typeof plateSchema>;

export const listAnnualPlates = contract({
  method: 'GET',
  url: '/api/supervision/annual/:year/plates',
  permission: READ,
  summary: '当年印发的挂牌督办，新近的在前（撤回的不列）',
  params: z.object({ year: yearSchema }),
  query: z.object(pageQuery),
  response: pageOf(plateSchema),
});

const candidateSchema = z.object({
  /** Of the hazard. */
  id: idSchema,
  number: z.string(),
  description: z.string(),
  enterpriseName: z.string(),
  division: divisionCodeSchema,
  /** The heaviest measure that a rule asks for now. */
  paperKind: z.enum(PAPER_KINDS),
  reason: z.string(),
  source: z.string(),
  sinceOn: localDateSchema,
});
export type Candidate = z.infer<typeof candidateSchema>;

export const listCandidates = contract({
  method: 'GET',
  url: '/api/supervision/annual-candidates',
  permission: READ,
  summary: '建议挂牌的重大隐患：未办结、没有挂牌，按触发规则措施重的、时间久的在前',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  response: z.object({ rows: z.array(candidateSchema) }),
});

export const draftPlates = contract({
  method: 'POST',
  url: '/api/supervision/annual-candidates/draft',
  permission: DRAFT,
  summary: '为勾选的重大隐患批量生成挂牌督办初稿：逐条核对，逐条留痕；重复提交无害',
  body: z.object(tickedBody),
  response: z.object({
    rows: z.array(
      z.object({
        id: idSchema,
        /** Null for what the actor does not see. */
        number: z.string().nullable(),
        paperId: idSchema.nullable(),
        done: z.boolean(),
        note: z.string(),
      }),
    ),
  }),
});
export type DraftedPlate = z.infer<(typeof draftPlates)['response']>['rows'][number];
