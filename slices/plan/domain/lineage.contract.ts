import { contract, idSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { CONTRADICTION_KINDS, PLAN_LEVELS } from './lineage.rules.ts';

const planName = z.object({ id: idSchema, title: z.string(), level: z.enum(PLAN_LEVELS).nullable() });

/** How far a plan carries out the one above it. Only what a person confirmed counts as carried out. */
const coverageSchema = z.object({
  /** Clauses of the higher plan that are owed here. */
  owed: z.int(),
  confirmed: z.int(),
  waived: z.int(),
  /** Owed, neither carried out nor waived. */
  open: z.int(),
  /** Clauses carried out with less than was asked. */
  contradicting: z.int(),
});
export type Coverage = z.infer<typeof coverageSchema>;

export const lineageSchema = z.object({
  id: idSchema,
  title: z.string(),
  level: z.enum(PLAN_LEVELS).nullable(),
  parent: planName.nullable(),
  bodyId: idSchema.nullable(),
  /** 0 before anything was said of the document. */
  version: z.int(),
  /** From the plan above upwards. */
  ancestors: z.array(planName),
  coverage: coverageSchema.nullable(),
  /** Plans that carry out this one. */
  children: z.array(
    planName.extend({ issuer: z.string().nullable(), bodyId: idSchema.nullable(), coverage: coverageSchema }),
  ),
  abilities: z.object({ link: z.boolean() }),
});
export type Lineage = z.infer<typeof lineageSchema>;

const planParams = z.object({ id: idSchema });

export const getLineage = contract({
  method: 'GET',
  url: '/api/plans/:id/lineage',
  permission: 'plan:read',
  summary: '方案的层级、上级方案、下级方案及承接情况',
  params: planParams,
  response: lineageSchema,
});

export const setLineage = contract({
  method: 'PUT',
  url: '/api/plans/:id/lineage',
  permission: 'plan:link',
  summary: '设定方案的层级和上级方案',
  params: planParams,
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    level: z.enum(PLAN_LEVELS),
    parentId: idSchema.nullish(),
    /** Counts only where nobody has said the level of the higher plan yet. */
    parentLevel: z.enum(PLAN_LEVELS).nullish(),
    bodyId: idSchema.nullish(),
  }),
  response: z.object({ id: idSchema }),
});

export const clauseSchema = z.object({
  key: z.string(),
  path: z.array(z.string()),
  label: z.string(),
  text: z.string(),
});
export type Clause = z.infer<typeof clauseSchema>;

export const INHERITANCE_STATES = ['confirmed', 'proposed', 'gap', 'waived', 'notOwed'] as const;
export type InheritanceState = (typeof INHERITANCE_STATES)[number];

const contradictionSchema = z.object({
  kind: z.enum(CONTRADICTION_KINDS),
  above: z.string(),
  below: z.string().nullable(),
  say: z.string(),
});

export const inheritedClauseSchema = clauseSchema.extend({
  state: z.enum(INHERITANCE_STATES),
  /** Clauses that carry it out, or one that might. Score: likeness, 0 to 1. */
  links: z.array(z.object({ clause: z.string(), score: z.number(), confirmed: z.boolean() })),
  contradictions: z.array(contradictionSchema),
  /** Why it is waived. */
  reason: z.string(),
});
export type InheritedClause = z.infer<typeof inheritedClauseSchema>;

export const getInheritance = contract({
  method: 'GET',
  url: '/api/plans/:id/inheritance',
  permission: 'plan:read',
  summary: '逐条承接上级方案的情况：对应、缺口、冲突（相似的由系统提出，由人确认）',
  params: planParams,
  response: z.object({
    parent: planName.nullable(),
    rows: z.array(inheritedClauseSchema),
    /** All clauses of this plan, in order; `own`: answers nothing above. */
    clauses: z.array(clauseSchema.extend({ own: z.boolean() })),
    coverage: coverageSchema,
    abilities: z.object({ link: z.boolean() }),
  }),
});

const DECISIONS = ['confirmed', 'refused', 'waived', 'undecided'] as const;
export type Decision = (typeof DECISIONS)[number];

const clauseKey = text(400);

export const decideLinks = contract({
  method: 'POST',
  url: '/api/plans/:id/inheritance',
  permission: 'plan:link',
  summary: '确认或否定条款的对应；不需承接的写明理由；undecided 撤回',
  params: planParams,
  body: z.object({
    commandId: idSchema,
    decisions: z
      .array(
        z
          .object({
            parentClause: clauseKey,
            /** Empty with `waived`. */
            clause: z.string().max(400),
            decision: z.enum(DECISIONS),
            reason: z.string().trim().max(200).default(''),
          })
          .refine((d) => d.decision !== 'waived' || d.reason !== '', {
            path: ['reason'],
            message: '请写明不需承接的理由',
          })
          .refine((d) => d.decision === 'undecided' || (d.decision === 'waived') === (d.clause === ''), {
            path: ['clause'],
            message: '请选择对应的条款',
          }),
      )
      .min(1)
      .max(500),
  }),
  response: z.object({ decided: z.int() }),
});

export const exportInheritance = contract({
  method: 'GET',
  url: '/api/plans/:id/inheritance/export',
  permission: 'plan:read',
  summary: '导出承接情况表（xlsx）',
  params: planParams,
  response: z.unknown(),
});
