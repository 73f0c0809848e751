import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import { REWARD_STATUSES } from './reward.rules.ts';
import { SNAPSHOT_KINDS } from './snapshot.rules.ts';

/** Up to 100,000 元; nobody types more by intent. */
const amountFen = z.int().min(1, '金额应大于 0').max(10_000_000, '单位是元，请核对金额');

const amountSchema = z.object({ id: z.string().max(40), kind: z.enum(SNAPSHOT_KINDS), name: text(60), amountFen });

const rulesSchema = z.object({
  amounts: z.array(amountSchema),
  answerDays: z.int(),
  version: z.int(),
  setAt: instantSchema.nullable(),
  setByName: z.string().nullable(),
  abilities: z.record(z.string(), z.boolean()),
});

export const getRewardRules = contract({
  method: 'GET',
  url: '/api/reward-rules',
  permission: 'screening:snap',
  summary: '本企业的奖励标准和答复时限',
  response: rulesSchema,
});

export const setRewardRules = contract({
  method: 'POST',
  url: '/api/reward-rules',
  permission: 'screening:reward',
  summary: '设置本企业的奖励标准和答复时限；可更换匿名报告地址',
  body: z.object({
    commandId: idSchema,
    /** 0 for the first. */
    version: z.int().min(0),
    amounts: z.array(amountSchema).max(30, '最多 30 行'),
    answerDays: z.int('应为整数').min(1, '至少 1 个工作日').max(30, '最多 30 个工作日'),
    /** The address on the wall becomes invalid; a new one is to be put up. */
    renewDrop: z.boolean().default(false),
  }),
  response: rulesSchema,
});

const row = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  kind: z.enum(SNAPSHOT_KINDS),
  subject: z.string(),
  item: z.string(),
  amountFen: z.int(),
  status: z.enum(REWARD_STATUSES),
  /** Null where the finder is anonymous, and for everybody outside the enterprise. */
  personName: z.string().nullable(),
  isAnonymous: z.boolean(),
  proposedAt: instantSchema,
  proposedByName: z.string(),
  decidedByName: z.string().nullable(),
  paidOn: localDateSchema.nullable(),
});
export type RewardRow = z.infer<typeof row>;

const filter = {
  status: z.enum(REWARD_STATUSES).optional(),
  kind: z.enum(SNAPSHOT_KINDS).optional(),
  paidFrom: localDateSchema.optional(),
  paidTo: localDateSchema.optional(),
  division: divisionCodeSchema.optional(),
  enterpriseId: idSchema.optional(),
};

export const listRewards = contract({
  method: 'GET',
  url: '/api/rewards',
  permission: 'screening:ledger',
  summary: '报告奖励台账（监管人员看不到姓名）',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(row),
});

export const countRewards = contract({
  method: 'GET',
  url: '/api/rewards/count',
  permission: 'screening:ledger',
  summary: '报告奖励的数量',
  query: z.object(filter),
  response: countSchema,
});

export const exportRewards = contract({
  method: 'GET',
  url: '/api/rewards/export',
  permission: 'screening:ledger',
  summary: '导出报告奖励台账（xlsx）',
  query: z.object(filter),
  response: z.unknown(),
});

export const getRewardSums = contract({
  method: 'GET',
  url: '/api/rewards/sums',
  permission: 'screening:ledger',
  summary: '逐月已发放奖励',
  query: z.object({ enterpriseId: idSchema.optional() }),
  response: z.object({
    /** Newest first, 24 at most. */
    months: z.array(z.object({ month: z.string(), count: z.int(), amountFen: z.int() })),
  }),
});

const rewardSchema = row.extend({
  version: z.int(),
  snapshotId: idSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  reason: z.string().nullable(),
  paidByName: z.string().nullable(),
  /** How an anonymous finder wants to be paid. */
  collectWords: z.string(),
  files: z.array(fileSchema),
  abilities: z.record(z.string(), z.boolean()),
});
export type Reward = z.infer<typeof rewardSchema>;

export const getReward = contract({
  method: 'GET',
  url: '/api/rewards/:id',
  permission: 'screening:ledger',
  summary: '一笔报告奖励',
  params: z.object({ id: idSchema }),
  response: rewardSchema,
});

export const proposeReward = contract({
  method: 'POST',
  url: '/api/rewards',
  permission: 'screening:reward',
  summary: '提出奖励（审批人须为另一人）',
  body: z.object({
    id: idSchema,
    snapshotId: idSchema.nullable().default(null),
    kind: z.enum(SNAPSHOT_KINDS).default('hazard'),
    /** Needed without a report; of a report it is the finder. */
    personName: z.string().trim().max(30).default(''),
    subject: text(100),
    item: text(60),
    amountFen,
  }),
  response: rewardSchema,
});

export const decideReward = contract({
  method: 'POST',
  url: '/api/rewards/:id/decision',
  permission: 'screening:reward',
  summary: '批准或不批准奖励',
  params: z.object({ id: idSchema }),
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    approved: z.boolean(),
    /** Needed to refuse. */
    reason: z.string().trim().max(200).default(''),
  }),
  response: rewardSchema,
});

export const payReward = contract({
  method: 'POST',
  url: '/api/rewards/:id/payment',
  permission: 'screening:reward',
  summary: '登记发放（日期、凭证；匿名的核对查询码）',
  params: z.object({ id: idSchema }),
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    paidOn: localDateSchema,
    /** Of an anonymous finder: shows that it reached the one who reported. */
    claimCode: z.string().max(60).default(''),
    files: z.array(idSchema).max(9).default([]),
  }),
  response: rewardSchema,
});
