import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { LATE_FILING_DAYS, MAKE_UP_DAYS } from './screening.terms.ts';

/*
 * What a county sets itself: how long checks may be made up and suspensions filed late; of whom daily commitments and
 * monthly statements are owed, and by when.
 */

const industries = z.array(z.enum(INDUSTRY_CODES)).max(INDUSTRY_CODES.length);

export const screeningSettingSchema = z.object({
  /** A slot that was not answered may be made up for so long, and until the end of the next at most; 0: never. */
  makeUpDays: z.int().min(0).max(14),
  /** A suspension that has begun may be filed for so long; 0: only before it begins. */
  lateFilingDays: z.int().min(0).max(60),
  source: text(300),
});
export type ScreeningSetting = z.output<typeof screeningSettingSchema>;

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 HH:MM');

export const commitmentSettingSchema = z.object({
  industries,
  dueTime: timeSchema,
  /** From when who has not signed is reminded; null: never. What was set before reminders came holds their default. */
  remindTime: timeSchema.nullable().default('09:00'),
  remindOn: z.enum(['workingDays', 'everyDay']).default('workingDays'),
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

/** 双重预防体系数字化建设指南（试行）counts make-ups as done or not by local rule and names no limit of days. */
export const DEFAULT_SCREENING: ScreeningSetting = {
  makeUpDays: MAKE_UP_DAYS,
  lateFilingDays: LATE_FILING_DAYS,
  source: '国家没有规定补查和补报的天数，7 天为系统默认，本县可调整',
};
/** 应急〔2018〕74号 is known from secondary sources alone; ten o'clock is another province's hour. Both say so. */
export const DEFAULT_COMMITMENT: CommitmentSetting = {
  industries: ['chemicals'],
  dueTime: '10:00',
  remindTime: '09:00',
  remindOn: 'workingDays',
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
  screening: screeningSettingSchema.extend(setBy),
  commitment: commitmentSettingSchema.extend(setBy),
  statement: statementSettingSchema.extend(setBy),
  abilities: z.record(z.string(), z.boolean()),
});
export type StatementSettings = z.infer<typeof settingsSchema>;

export const getStatementSettings = contract({
  method: 'GET',
  url: '/api/statement-settings',
  permission: 'screening:configure',
  summary: '排查补查和补报天数，安全承诺、月报告的范围和时限',
  response: settingsSchema,
});

export const setStatementSettings = contract({
  method: 'POST',
  url: '/api/statement-settings',
  permission: 'screening:configure',
  summary: '设置排查补查和补报天数，安全承诺、月报告的范围和时限',
  body: z.object({
    commandId: idSchema,
    /** Null goes back to the default; absent leaves it as it is. */
    screening: screeningSettingSchema.nullable().optional(),
    commitment: commitmentSettingSchema.nullable().optional(),
    statement: statementSettingSchema.nullable().optional(),
  }),
  response: settingsSchema,
});
