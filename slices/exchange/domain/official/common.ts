import { z } from 'zod';

/*
 * The common fields of the official records, as printed. Interfaces send codes and times as text or as numbers: both
 * are read, and what was received is kept as it was written.
 */

/** Text or number, read as text without blanks around it. */
const scalar = z.union([z.string(), z.number()], '应为文字或数字').transform((value) => String(value).trim());

export const words = (most: number) => scalar.pipe(z.string().min(1, '不能为空').max(most, `不能超过 ${most} 字`));
export const wordsOrNone = (most: number) =>
  z
    .union([scalar, z.null()])
    .default('')
    .transform((value) => value ?? '')
    .pipe(z.string().max(most, `不能超过 ${most} 字`));

/** A code: what it may be stands in the field list; one that is not known there is kept as it came. */
export const code = words(20);
export const codeOrNone = wordsOrNone(20);

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([1-8][0-9a-f]{3})-?([89ab][0-9a-f]{3})-?([0-9a-f]{12})$/i;

/** A UUID with or without hyphens → as we write it; null when it is none. */
function uuidOf(text: string): string | null {
  const parts = UUID.exec(text);
  return parts ? parts.slice(1).join('-').toLowerCase() : null;
}

export const officialId = z
  .string('应为 UUID')
  .refine((text) => uuidOf(text.trim()) !== null, '应为 UUID')
  .transform((text) => uuidOf(text.trim()) as string);

/** yyyyMMddHHmmss on the wall clock of Asia/Shanghai → the instant; null when there is no such moment. */
export function instantOfMoment(moment: string): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(moment);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return !Number.isNaN(at.getTime()) && momentOf(at) === moment ? at : null;
}

/** An instant → yyyyMMddHHmmss in Asia/Shanghai. */
export function momentOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');
}

export const moment = scalar.pipe(
  z.string().refine((text) => instantOfMoment(text) !== null, '应为 yyyyMMddHHmmss 格式的时间，且真实存在'),
);
export const momentOrNone = z
  .union([moment, z.literal(''), z.null()])
  .default('')
  .transform((value) => value ?? '');

export const common = {
  id: officialId,
  /** 9位，危险化学品登记平台的企业编码. */
  companyCode: scalar.pipe(z.string().regex(/^[0-9A-Za-z]{9}$/, '应为 9 位企业编码')),
  deleted: scalar.pipe(z.enum(['0', '1'], '应为 0 或 1')).transform((value) => value === '1'),
  createDate: moment,
  updateDate: moment,
  createBy: wordsOrNone(100),
  updateBy: wordsOrNone(100),
};
