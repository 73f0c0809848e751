import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';

/*
 * What a county sets itself: of whom daily commitments and monthly statements are owed, and by when.
 */

const industries = z.array(z.enum(INDUSTRY_CODES)).max(INDUSTRY_CODES.length);

export const commitmentSettingSchema = z.object({
  industries,
  dueTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 HH:MM'),
  source: text(300),
});
export type CommitmentSetting = z.output<typeof commitmentSettingSchema>;

export const statementSettingSchema = z.object({
  /** Null: of all enterprises. */
  industries: industries.nullable(),
  /** Day of the following month. */
  dueDay: z.int().min(1).max(28),
  source: text(300),
});
export type StatementSetting = z.output<typeof statementSettingSchema>;

/** 应急〔2018〕74号 is known from secondary sources alone; ten o'clock is another province's hour. Both say so. */
export const DEFAULT_COMMITMENT: CommitmentSetting = {
  industries: ['chemicals'],
  dueTime: '10:00',
  source: '应急〔2018〕74号（据转引，原文待核对）；10 时为外省做法，本县可调整',
};
/** 第四十一条 asks for telling the department and the employees and names no period. */
export const DEFAULT_STATEMENT: StatementSetting = {
  industries: null,
  dueDay: 5,
  source: '《安全生产法》第四十一条（通报、报告）；条文未定周期，按月、次月 5 日为系统默认，本县可调整',
};

const setBy = { isOwn: z.boolean(), setAt: instantSchema.nullable(), setByName: z.string().nullable() };
const settingsSchema = z.object({
  commitment: commitmentSettingSchema.extend(setBy),
  statement: statementSettingSchema.extend(setBy),
  abilities: z.record(z.string(), z.boolean()),
});
export type StatementSettings = z.infer<typeof settingsSchema>;

export const getStatementSettings = contract({
  method: 'GET',
  url: '/api/statement-settings',
  permission: 'screening:configure',
  summary: '安全承诺、月报告的范围和时限',
  response: settingsSchema,
});

export const setStatementSettings = contract({
  method: 'POST',
  url: '/api/statement-settings',
  permission: 'screening:configure',
  summary: '设置安全承诺、月报告的范围和时限',
  body: z.object({
    commandId: idSchema,
    /** Null goes back to the default; absent leaves it as it is. */
    commitment: commitmentSettingSchema.nullable().optional(),
    statement: statementSettingSchema.nullable().optional(),
  }),
  response: settingsSchema,
});
