import { contract, idSchema, instantSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { hazardLinkSchema } from './hazard.contract.ts';

/** What a dossier may be turned into: 参照事故调查处理, 提请关闭. */
const DOSSIER_REQUESTS = ['accident', 'shutdown'] as const;
export type DossierRequest = (typeof DOSSIER_REQUESTS)[number];

const patternSchema = z.object({
  code: z.enum(['longUnresolved', 'returned', 'extended', 'recurrent', 'punished', 'punishedOften', 'lookBackFailed']),
  /** What was found, in figures. */
  finding: z.string(),
  ground: z.string(),
  as: z.enum(DOSSIER_REQUESTS),
  /** The same in words. */
  suggests: z.string(),
  /** Ids of the hazards that show it. */
  hazardIds: z.array(idSchema),
});
export type DossierPattern = z.infer<typeof patternSchema>;

const params = z.object({ id: idSchema });

export const getHazardDossier = contract({
  method: 'GET',
  url: '/api/hazards/:id/dossier',
  permission: 'hazard:trail',
  summary: '参照事故调查、提请关闭的卷宗：久拖不改、屡改屡犯、屡罚不改的事实和依据',
  params,
  response: z.object({
    madeAt: instantSchema,
    number: z.string(),
    enterpriseName: z.string(),
    description: z.string(),
    /** Empty: nothing in the records suggests either. */
    patterns: z.array(patternSchema),
    penalties: z.array(z.object({ on: localDateSchema, document: z.string(), text: z.string(), number: z.string() })),
    hazards: z.array(hazardLinkSchema),
    facts: z.array(z.object({ at: instantSchema, who: z.string(), what: z.string() })),
    /** 审计链 entries that prove the facts: first and last. */
    chain: z.object({ from: z.int(), to: z.int() }).nullable(),
  }),
});

export const writeHazardDossier = contract({
  method: 'GET',
  url: '/api/hazards/:id/dossier/document',
  permission: 'hazard:trail',
  summary: '按卷宗起草请示（公文格式 docx）：提请关闭，或者参照事故调查处理；记录中没有相应情形的不起草',
  params,
  query: z.object({ as: z.enum(DOSSIER_REQUESTS) }),
  response: z.unknown(),
});

export const getHazardTrail = contract({
  method: 'GET',
  url: '/api/hazards/:id/trail',
  permission: 'hazard:trail',
  summary: '责任倒查：谁办理了什么，哪些单位和人员自何时起可以看到',
  params,
  response: z.object({
    /** Who signed for what: 谁检查谁签名谁负责. */
    acts: z.array(z.object({ at: instantSchema, who: z.string(), what: z.string(), seq: z.int() })),
    /** Who could have seen it since when, by their duty. */
    seers: z.array(z.object({ name: z.string(), why: z.string(), since: instantSchema, people: z.int() })),
  }),
});

export const listHazardNeighbours = contract({
  method: 'GET',
  url: '/api/hazards/:id/neighbours',
  permission: 'hazard:read',
  summary: '同一企业、同一判定条款的其他隐患',
  params,
  response: z.object({ enterprise: z.array(hazardLinkSchema), criterion: z.array(hazardLinkSchema) }),
});
