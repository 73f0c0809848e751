import {
  contract,
  countSchema,
  idSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { classRuleSchema } from './class-duty.rules.ts';
import { frequencySchema, OBLIGATION_KINDS } from './reading.contract.ts';

export const classDutySchema = z.object({
  obligationId: idSchema,
  taskId: idSchema,
  path: z.array(z.string()),
  quote: z.string(),
  kind: z.enum(OBLIGATION_KINDS),
  frequency: frequencySchema.nullable(),
  deadline: localDateSchema.nullable(),
  /** The words that name the enterprises. */
  words: z.string(),
  rule: classRuleSchema,
  /** Null: the rule is proposed from the words. */
  confirmedByName: z.string().nullable(),
  version: z.int(),
  /** Operating enterprises that the rule takes in, of those the viewer may see. */
  enterprises: countSchema,
  /** What shows that an enterprise has done it; null while nothing in the system does. */
  source: z.string().nullable(),
});
export type ClassDuty = z.infer<typeof classDutySchema>;

const campaignParams = z.object({ id: idSchema });
const dutyParams = campaignParams.extend({ obligationId: idSchema });

export const listClassDuties = contract({
  method: 'GET',
  url: '/api/campaigns/:id/class-duties',
  permission: 'plan:read',
  summary: '由企业履行的要求：适用哪一类企业、覆盖多少家、有无数据来源',
  params: campaignParams,
  response: z.object({ rows: z.array(classDutySchema), abilities: z.object({ confirm: z.boolean() }) }),
});

export const setClassRule = contract({
  method: 'PUT',
  url: '/api/campaigns/:id/class-duties/:obligationId',
  permission: 'plan:assign',
  summary: '确认或修改一项要求适用的企业类别',
  params: dutyParams,
  body: z.object({ commandId: idSchema, version: z.int(), rule: classRuleSchema }),
  response: z.object({ id: idSchema }),
});

export const PERIOD_STATES = ['done', 'notDone', 'running', 'unknown'] as const;

export const listDutyEnterprises = contract({
  method: 'GET',
  url: '/api/campaigns/:id/class-duties/:obligationId/enterprises',
  permission: 'plan:read',
  summary: '逐企业、逐期是否履行（没有数据来源的一律为“暂无数据来源”，不记为未履行）',
  params: dutyParams,
  query: z.object({ ...pageQuery }),
  response: pageOf(
    z.object({
      id: idSchema,
      name: z.string(),
      periods: z.array(
        z.object({
          startsOn: localDateSchema,
          dueOn: localDateSchema,
          count: z.int().nullable(),
          state: z.enum(PERIOD_STATES),
        }),
      ),
    }),
  ),
});
