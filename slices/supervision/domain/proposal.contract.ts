import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  many,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { paperRowSchema } from './supervision.contract.ts';
import { LISTING_LEVELS, PAPER_KINDS, PROPOSAL_STATUSES } from './supervision.terms.ts';

const PRESS = 'supervision:draft';

export const proposalRowSchema = z.object({
  id: idSchema,
  ruleCode: z.string(),
  ruleName: z.string(),
  paperKind: z.enum(PAPER_KINDS),
  subjectKind: z.enum(['hazard', 'task']),
  subjectId: idSchema,
  subjectNumber: z.string(),
  subjectName: z.string(),
  /** The enterprise, or the body that leads the task. */
  partyName: z.string(),
  division: divisionCodeSchema,
  industry: z.string(),
  /** Why, in a sentence: 整改期限 2024-03-01，已逾期 19 天. */
  reason: z.string(),
  sinceOn: localDateSchema,
  /** Document and clause on which it rests. */
  source: z.string(),
  status: z.enum(PROPOSAL_STATUSES),
  proposedAt: instantSchema,
  settledAt: instantSchema.nullable(),
  settledByName: z.string().nullable(),
  settledReason: z.string().nullable(),
  paperId: idSchema.nullable(),
  /** What my body may issue itself. */
  abilities: z.object({ accept: z.boolean(), dismiss: z.boolean() }),
});
export type ProposalRow = z.infer<typeof proposalRowSchema>;

const proposalFilter = {
  status: z.enum(PROPOSAL_STATUSES).default('open'),
  kind: many(z.enum(PAPER_KINDS)).optional(),
  division: divisionCodeSchema.optional(),
  q: z.string().trim().max(60).optional(),
};
export type ProposalFilter = z.output<z.ZodObject<typeof proposalFilter>>;

export const listProposals = contract({
  method: 'GET',
  url: '/api/supervision/proposals',
  permission: PRESS,
  summary: '建议措施：符合触发规则的隐患和任务，逾期久的在前',
  query: z.object({ ...proposalFilter, ...pageQuery }),
  response: pageOf(proposalRowSchema),
});

export const countProposals = contract({
  method: 'GET',
  url: '/api/supervision/proposals/count',
  permission: PRESS,
  summary: '建议措施数',
  query: z.object(proposalFilter),
  response: countSchema,
});

export const getProposal = contract({
  method: 'GET',
  url: '/api/supervision/proposals/:id',
  permission: PRESS,
  summary: '一条建议：理由、依据、能否采纳',
  params: z.object({ id: idSchema }),
  response: proposalRowSchema,
});

export const sweepNow = contract({
  method: 'POST',
  url: '/api/supervision/proposals/sweep',
  permission: PRESS,
  summary: '立即按触发规则检查一遍（每天夜间自动检查；重复执行无害）',
  body: z.object({ commandId: idSchema }),
  response: z.object({ proposed: z.int(), lapsed: z.int() }),
});

export const acceptProposal = contract({
  method: 'POST',
  url: '/api/supervision/proposals/:id/accept',
  permission: PRESS,
  summary: '采纳建议并生成文书初稿',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, paperId: idSchema }),
  response: paperRowSchema,
});

export const dismissProposal = contract({
  method: 'POST',
  url: '/api/supervision/proposals/:id/dismiss',
  permission: PRESS,
  summary: '不采纳建议并说明理由（同一情形不再建议）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, reason: text(500) }),
  response: proposalRowSchema,
});

/** One step that was or may be taken against a slow hazard. */
const stepSchema = z.object({
  ruleCode: z.string(),
  name: z.string(),
  paperKind: z.enum(PAPER_KINDS),
  source: z.string(),
  /** The day from which the rule proposes it; null where nothing runs. */
  fromOn: localDateSchema.nullable(),
  /**
   * done: issued · drafted: on its way · proposed, dismissed: by the sweep · passed: a stronger one came first or speaks
   * now · next: not reached yet · waiting: nothing runs that could lapse
   */
  state: z.enum(['done', 'drafted', 'proposed', 'dismissed', 'passed', 'next', 'waiting']),
  paperId: idSchema.nullable(),
  paperNumber: z.string().nullable(),
});
export type LadderStep = z.infer<typeof stepSchema>;

export const getHazardPapers = contract({
  method: 'GET',
  url: '/api/supervision/hazards/:id',
  permission: 'supervision:read',
  summary: '一条隐患的督办情况：文书、措施阶梯、挂牌、处置规则提示',
  params: z.object({ id: idSchema }),
  response: z.object({
    papers: z.array(paperRowSchema),
    steps: z.array(stepSchema),
    advice: z.array(z.object({ text: z.string(), source: z.string() })),
    listings: z.array(z.object({ level: z.enum(LISTING_LEVELS), number: z.string(), paperId: idSchema })),
    kinds: z.array(z.enum(PAPER_KINDS)),
  }),
});
export type HazardPapers = z.infer<(typeof getHazardPapers)['response']>;
