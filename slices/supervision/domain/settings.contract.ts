import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { PAPER_KINDS } from './supervision.terms.ts';
import { PRESETS } from './trigger.types.ts';

const CONFIGURE = 'supervision:configure';

export const ruleSettingSchema = z.object({
  enabled: z.boolean(),
  /** Null for rules that do not rest on time. */
  overdueDays: z.int().min(1).max(365).nullable(),
  source: text(200),
});

export const kindSettingSchema = z.object({
  needsApproval: z.boolean(),
  /** Working days from drafting until a reply is due. */
  replyDays: z.int().min(1).max(60),
});
export type KindSetting = z.output<typeof kindSettingSchema>;

export const wordSettingSchema = z.object({ word: z.string().trim().min(1, '不能为空').max(10, '不能超过 10 字') });

const setBy = { isOwn: z.boolean(), setAt: instantSchema.nullable(), setByName: z.string().nullable() };

export const settingsSchema = z.object({
  rules: z.array(
    ruleSettingSchema.extend({
      code: z.string(),
      name: z.string(),
      preset: z.enum(PRESETS),
      subject: z.enum(['hazard', 'task']),
      paperKind: z.enum(PAPER_KINDS).nullable(),
      advice: z.string().nullable(),
      /** The conditions in words. */
      when: z.string(),
      standing: z.enum(['law', 'document', 'practice']),
      ...setBy,
    }),
  ),
  kinds: z.array(kindSettingSchema.extend({ kind: z.enum(PAPER_KINDS), ...setBy })),
  words: z.array(z.object({ bodyId: idSchema, bodyName: z.string(), word: z.string(), ...setBy })),
});
export type Settings = z.infer<typeof settingsSchema>;

export const getSettings = contract({
  method: 'GET',
  url: '/api/supervision/settings',
  permission: CONFIGURE,
  summary: '督办规则设置：触发规则、审核和反馈天数、发文代字',
  response: settingsSchema,
});

const given = <S extends z.ZodType>(setting: S) =>
  z.object({
    commandId: idSchema,
    /** Null goes back to the default. */
    setting: setting.nullable(),
  });

export const setRule = contract({
  method: 'POST',
  url: '/api/supervision/settings/rules/:code',
  permission: CONFIGURE,
  summary: '设置一条触发规则',
  params: z.object({ code: z.string().max(40) }),
  body: given(ruleSettingSchema),
  response: settingsSchema,
});

export const setKind = contract({
  method: 'POST',
  url: '/api/supervision/settings/kinds/:kind',
  permission: CONFIGURE,
  summary: '设置一种文书是否须审核、几个工作日内反馈',
  params: z.object({ kind: z.enum(PAPER_KINDS) }),
  body: given(kindSettingSchema),
  response: settingsSchema,
});

export const setWord = contract({
  method: 'POST',
  url: '/api/supervision/settings/words/:bodyId',
  permission: CONFIGURE,
  summary: '设置单位的发文代字',
  params: z.object({ bodyId: idSchema }),
  body: given(wordSettingSchema),
  response: settingsSchema,
});

export const setPreset = contract({
  method: 'POST',
  url: '/api/supervision/settings/presets/:preset',
  permission: CONFIGURE,
  summary: '启用或停用一组触发规则（如“五个一律”），写明本地依据',
  params: z.object({ preset: z.enum(PRESETS) }),
  body: z.object({
    commandId: idSchema,
    enabled: z.boolean(),
    source: z.string().trim().max(200).nullable().default(null),
  }),
  response: settingsSchema,
});
