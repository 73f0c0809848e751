import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GongwenError, type PlanFileReading, readPlanFile } from '@zhiben/gongwen';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { canImportPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { findPlanByContent, insertPlan } from './document.queries.ts';
import { storable, withoutUnstorable } from './storable.ts';

/** Characters; the longest national plans have some 60,000. */
const LONGEST = 500_000;
const BYTES_PER_CHARACTER = 4;

export interface PlanFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Client-made ids; made here when the caller has none (command line, demo). */
  readonly id?: string;
  readonly commandId?: string;
}

export interface ImportedPlan {
  readonly id: string;
  readonly title: string;
  /** The county already has a plan of exactly these bytes: this is it. */
  readonly alreadyImported: boolean;
}

/** Where the original lies in the file store: apart from attachments, whose sweep knows nothing of plans. */
export function originalPlanKey(county: string, sha256: string): string {
  return `${county}/plans/${sha256.slice(0, 2)}/${sha256}`;
}

const MEDIA_TYPES: Record<PlanFileReading['format'], string> = {
  txt: 'text/plain',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/**
 * Reads a plan and keeps it with its original. The same bytes give the plan that is there.
 * @throws plan/unreadable, plan/not-a-plan, plan/too-long
 */
export async function importPlan(ctx: Ctx, file: PlanFile): Promise<ImportedPlan> {
  const { bytes, fileName, id = newId(), commandId = newId() } = file;
  if (!canImportPlan(ctx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以导入方案。' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const before = await findPlanByContent(ctx, sha256);
  if (before) {
    const isResend = (await findRecorded(ctx.db, ctx.actor.county, commandId)) !== undefined;
    return { ...before, alreadyImported: !isResend };
  }
  const { text, format, plan } = await readPlan(bytes, fileName);
  const title = plan.title || fileName.replace(/\.\w+$/, '');
  await keepOriginal(ctx, sha256, bytes, MEDIA_TYPES[format]);
  return ctx.transaction(async (tx) => {
    const inserted = await insertPlan(tx, {
      id,
      sha256,
      file_name: fileName,
      bytes: bytes.length,
      format,
      text,
      title,
      doc_number: plan.docNumber,
      issuer: plan.issuer,
      dated_on: plan.date,
      period_from: plan.period.from,
      period_to: plan.period.to,
      reading: storable(plan),
    });
    const data = { title, fileName, sha256, bytes: bytes.length, format };
    const kept = inserted ? id : (await findPlanByContent(tx, sha256))?.id;
    if (kept === undefined) throw new Error('a plan with the same bytes is neither new nor there');
    tx.record({ id: commandId, action: 'plan:import', subject: { kind: 'plan', id: kept }, data });
    return { id: kept, title, alreadyImported: !inserted };
  });
}

async function readPlan(bytes: Uint8Array, fileName: string): Promise<PlanFileReading> {
  // Refused before reading: a text of this size would keep the process busy for seconds.
  if (bytes.length > LONGEST * BYTES_PER_CHARACTER && !isPacked(bytes)) throw planError('too-long', { limit: LONGEST });
  const reading = await readPlanFile(bytes, fileName).catch((error: unknown) => {
    if (error instanceof GongwenError) throw planError('unreadable', { why: error.message });
    throw error;
  });
  if (reading.text.length > LONGEST) throw planError('too-long', { limit: LONGEST });
  if (reading.plan.sections.length === 0) throw planError('not-a-plan', {});
  return { ...reading, text: withoutUnstorable(reading.text) };
}

/** docx and pdf hold pictures and fonts besides their text. */
function isPacked(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return head.startsWith('PK') || head === '%PDF';
}

/** Bytes first, row second: a plan whose original is missing can never be seen. */
export async function keepOriginal(ctx: Ctx, sha256: string, bytes: Uint8Array, mediaType: string): Promise<void> {
  const { files } = ctx.services;
  const key = originalPlanKey(ctx.actor.county, sha256);
  if (await files.has(key)) return;
  const path = join(files.incoming, newId());
  await writeFile(path, bytes, { mode: 0o600 });
  await files.put(key, path, mediaType);
}
