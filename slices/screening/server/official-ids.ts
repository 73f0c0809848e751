import { createHash } from 'node:crypto';
import type { CheckItem } from '../domain/checklist.contract.ts';

/**
 * The id of an official record that is one part of ours: of a task, a check or a suspension of which there is one for
 * each measure or unit. The last eight bytes take up a hash of the part; the bits that say version and variant stay. The
 * same again gives the own id back, so that what returns to us is known. Migration 0030 computes the same.
 */
export function officialId(id: string, part: string): string {
  const hex = id.replaceAll('-', '');
  const hash = BigInt(`0x${createHash('sha256').update(part.toLowerCase(), 'utf8').digest('hex').slice(0, 16)}`);
  const low = BigInt(`0x${hex.slice(16)}`) ^ (hash & OTHER_THAN_VARIANT);
  const whole = hex.slice(0, 16) + low.toString(16).padStart(16, '0');
  return whole.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
const OTHER_THAN_VARIANT = 0x3fff_ffff_ffff_ffffn;

/** The control measures that items check, each once. */
export function measuresOf(items: readonly Pick<CheckItem, 'measureId'>[]): string[] {
  return [...new Set(items.flatMap(({ measureId }) => (measureId === null ? [] : [measureId])))];
}
