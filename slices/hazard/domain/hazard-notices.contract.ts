import {
  contract,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { fileIds } from './hazard.commands.ts';

/*
 * 告知: once a hazard is judged major, the principal and the actual controller are told, each for themselves, up a
 * ladder: inbox, message outside the house, visit of the township. Each rung that was climbed stays on the record.
 */

export const ADDRESSEES = ['principal', 'controller'] as const;
export type Addressee = (typeof ADDRESSEES)[number];
export const ADDRESSEE_NAMES: Record<Addressee, string> = { principal: '主要负责人', controller: '实际控制人' };

export const RUNGS = ['inbox', 'message', 'visit'] as const;
export type Rung = (typeof RUNGS)[number];
export const RUNG_NAMES: Record<Rung, string> = {
  inbox: '系统内通知',
  message: '短信、政务微信或邮件提醒',
  visit: '乡镇（园区）上门送达',
};

export const SIGNED_HOW = ['screen', 'visit', 'refused'] as const;
export const SIGNED_HOW_NAMES: Record<(typeof SIGNED_HOW)[number], string> = {
  screen: '屏幕签收',
  visit: '上门签收',
  refused: '拒绝签收，留置送达',
};

export const noticeSchema = z.object({
  id: idSchema,
  hazardId: idSchema,
  hazardNumber: z.string(),
  enterpriseName: z.string(),
  division: divisionCodeSchema,
  addressee: z.enum(ADDRESSEES),
  addresseeName: z.string(),
  title: z.string(),
  issuedAt: instantSchema,
  /** After this day an unsigned notice is a visit of the township. */
  signDueOn: localDateSchema,
  rung: z.enum(RUNGS),
  rungs: z.array(z.object({ rung: z.enum(RUNGS), at: instantSchema, reached: z.int() })),
  signedAt: instantSchema.nullable(),
  signedName: z.string().nullable(),
  signedHow: z.enum(SIGNED_HOW).nullable(),
  signedNote: z.string(),
  abilities: z.object({ sign: z.boolean(), visit: z.boolean() }),
});
export type HazardNotice = z.infer<typeof noticeSchema>;

export const listHazardNotices = contract({
  method: 'GET',
  url: '/api/hazard-notices',
  permission: 'hazard:read',
  summary: '重大事故隐患告知及签收（按签收期限排序）',
  query: z.object({
    hazardId: idSchema.optional(),
    /** sign: nobody signed yet; visit: the township owes a visit. */
    waiting: z.enum(['sign', 'visit']).optional(),
    ...pageQuery,
  }),
  response: pageOf(noticeSchema),
});

const params = z.object({ id: idSchema });

export const signHazardNotice = contract({
  method: 'POST',
  url: '/api/hazard-notices/:id/sign',
  permission: 'hazard:sign',
  summary: '签收告知（本人签名）',
  params,
  body: z.object({ commandId: idSchema, name: text(30) }),
  response: noticeSchema,
});

export const visitForHazardNotice = contract({
  method: 'POST',
  url: '/api/hazard-notices/:id/visit',
  permission: 'hazard:visit',
  summary: '上门送达告知：签收或留置送达',
  params,
  body: z.object({
    commandId: idSchema,
    outcome: z.enum(['visit', 'refused']),
    /** Who signed, or refused to. */
    name: text(30),
    place: text(200),
    /** Names of who else was there; a refusal needs one. */
    witnesses: optionalText(100),
    note: optionalText(300),
    files: fileIds,
  }),
  response: noticeSchema,
});
