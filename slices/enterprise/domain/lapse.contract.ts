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
import { z } from 'zod';
import { INDUSTRY_CODES } from './industries.ts';
import { LAPSING_KINDS } from './lapse.rules.ts';

export const lapsingRowSchema = z.object({
  /** Of the paper. */
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: divisionCodeSchema,
  industry: z.string(),
  supervisingBodyId: idSchema.nullable(),
  kind: z.enum(LAPSING_KINDS),
  title: z.string(),
  number: z.string(),
  endsOn: localDateSchema,
  state: z.enum(['expiring', 'expired']),
  /** When enterprise and department were last told. */
  remindedOn: localDateSchema.nullable(),
});
export type LapsingRow = z.infer<typeof lapsingRowSchema>;

const lapsingFilter = {
  q: z.string().trim().max(60).optional(),
  kind: z.enum(LAPSING_KINDS).optional(),
  state: z.enum(['expiring', 'expired']).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  supervisingBodyId: idSchema.optional(),
};
export type LapsingFilter = z.output<z.ZodObject<typeof lapsingFilter>>;
const sort = z.enum(['endsOn', '-endsOn']).optional();

export const listLapsing = contract({
  method: 'GET',
  url: '/api/enterprise-papers',
  permission: 'enterprise:survey',
  summary: '将到期和已过期的证照、标准化等级、安责险、失信列入、任职禁止（有新证照接续的不列）',
  query: z.object({ ...lapsingFilter, ...pageQuery, sort }),
  response: pageOf(lapsingRowSchema),
});

export const countLapsing = contract({
  method: 'GET',
  url: '/api/enterprise-papers/count',
  permission: 'enterprise:survey',
  summary: '将到期和已过期的证照等的项数',
  query: z.object(lapsingFilter),
  response: countSchema,
});

export const exportLapsing = contract({
  method: 'GET',
  url: '/api/enterprise-papers/export',
  permission: 'enterprise:export',
  summary: '导出到期证照（xlsx，留审计记录）',
  query: z.object({ ...lapsingFilter, sort }),
  response: z.unknown(),
});

const lapseSettingsSchema = z.object({
  kinds: z.array(
    z.object({
      kind: z.enum(LAPSING_KINDS),
      days: z.int(),
      source: z.string(),
      /** Set by the county; otherwise the default. */
      isOwn: z.boolean(),
      setAt: instantSchema.nullable(),
      setByName: z.string().nullable(),
    }),
  ),
  abilities: z.object({ configure: z.boolean() }),
});
export type LapseSettings = z.infer<typeof lapseSettingsSchema>;

export const getLapseSettings = contract({
  method: 'GET',
  url: '/api/enterprise-papers/reminders',
  permission: 'enterprise:survey',
  summary: '到期提醒的提前天数及依据',
  response: lapseSettingsSchema,
});

export const setLapseSetting = contract({
  method: 'POST',
  url: '/api/enterprise-papers/reminders',
  permission: 'enterprise:configure',
  summary: '设置本县的提前天数（days 为空时恢复默认）',
  body: z
    .object({
      commandId: idSchema,
      kind: z.enum(LAPSING_KINDS),
      days: z.int('应为整数').min(1, '至少 1 日').max(366, '至多 366 日').nullable(),
      source: text(300).nullable().default(null),
    })
    .refine(({ days, source }) => days === null || source !== null, { path: ['source'], message: '请写明依据' }),
  response: lapseSettingsSchema,
});
