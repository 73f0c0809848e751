import { localDate } from '@zhiben/platform/domain/clock.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { findImageUses } from '@zhiben/platform/server/files/index.ts';
import type { HazardCommand } from '../domain/hazard.commands.ts';
import { hazardError } from '../domain/hazard.errors.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { isHazardAction } from '../domain/hazard.timeline.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';
import { findHazard } from './hazard.queries.ts';

/** Steps that a person proves by photographs of the visit. */
const ON_SITE: ReadonlySet<HazardCommand['kind']> = new Set(['accept', 'reject', 'lookBack']);

/**
 * 现场核验，不得以书面代替: a picture that was evidence before, here or elsewhere, proves no visit.
 * @throws hazard/photo-used
 */
export async function checkPhotos(tx: TxCtx, hazard: Hazard, command: HazardCommand): Promise<void> {
  if (!ON_SITE.has(command.kind) || !('files' in command)) return;
  const uses = await photosUsedBefore(tx, hazard, command.files);
  if (uses.length === 0) return;
  const { code, status, message } = hazardError('photo-used', { uses });
  throw new AppError(code, status, message, [{ path: 'files', message }]);
}

/** Photographs among the files that were used already, each with where, in words for this actor. */
export async function photosUsedBefore(tx: TxCtx, hazard: Hazard, fileIds: readonly string[]) {
  const uses = await findImageUses(tx, fileIds);
  return Promise.all(
    uses.map(async ({ name, sha256, subjectKind, subjectId }) => {
      const where = subjectKind === 'hazard' ? await sayUse(tx, hazard, subjectId, sha256) : '其他办理材料';
      return { name, where };
    }),
  );
}

/** The step of which hazard; of one that the actor may not see no more than that there is one. */
async function sayUse(tx: TxCtx, here: Hazard, id: string, sha256: string): Promise<string> {
  const other = id === here.id ? here : await findHazard(tx, id);
  if (!other) return '另一条隐患（不在您的管辖范围内）';
  const name = other.id === here.id ? '本隐患' : `隐患 ${other.number}`;
  const step = (await listTimeline(tx.db, tx.actor.county, id)).find(
    ({ action, data }) => isHazardAction(action) && holds(data.evidence, sha256),
  );
  if (!step) return name;
  const what = COMMAND_NAMES[step.action.replace('hazard:', '') as keyof typeof COMMAND_NAMES];
  return `${name}“${what}”（${localDate(new Date(step.at))}）`;
}

function holds(evidence: unknown, sha256: string): boolean {
  return Array.isArray(evidence) && evidence.some((file: { sha256?: unknown }) => file.sha256 === sha256);
}
