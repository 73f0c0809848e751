import type { Actor } from '@zhiben/platform/domain/actor.ts';

/** Who may do what with plans, campaigns and tasks. Routes ask for the permission first; these look at the row. */

/** A task as far as the policy needs it. */
export interface TaskParties {
  readonly leadBodyId: string | null;
  readonly supportingBodyIds: readonly string[];
  readonly doneOn: string | null;
  /** Day on which its campaign ended. */
  readonly closedOn: string | null;
}

/** The office writes plans into the system, adopts and assigns; the system itself does so for imports and the demo. */
function isOffice(actor: Actor): boolean {
  return actor.role === 'committeeClerk' || actor.role === 'system';
}

export function canImportPlan(actor: Actor): boolean {
  return isOffice(actor);
}

/** Until the plan is adopted: then its clauses have become tasks. */
export function canCorrectPlan(actor: Actor, document: { readonly campaignId: string | null }): boolean {
  return isOffice(actor) && document.campaignId === null;
}

export function canAdoptPlan(actor: Actor, document: { readonly campaignId: string | null }): boolean {
  return isOffice(actor) && document.campaignId === null;
}

/** The office says which higher plan a plan carries out, and which clauses answer which. */
export function canLinkPlan(actor: Actor): boolean {
  return isOffice(actor);
}

/** Done tasks keep the bodies that did them, and so do those of campaigns that have ended. */
export function canAssignTask(actor: Actor, task: Pick<TaskParties, 'doneOn' | 'closedOn'>): boolean {
  return isOffice(actor) && task.doneOn === null && task.closedOn === null;
}

/** The lead or a supporting body reports, until the task is done or the campaign ends. */
export function canReportProgress(actor: Actor, task: TaskParties): boolean {
  if (actor.bodyId === null || task.doneOn !== null || task.closedOn !== null || task.leadBodyId === null) return false;
  return actor.bodyId === task.leadBodyId || task.supportingBodyIds.includes(actor.bodyId);
}

/** Only the lead body says that a task is completed. */
export function canClaimCompletion(actor: Actor, task: TaskParties): boolean {
  return canReportProgress(actor, task) && actor.bodyId === task.leadBodyId;
}

/** The office verifies or returns, once, and never what the same person filed (who rectifies never accepts). */
export function canVerifyProgress(
  actor: Actor,
  progress: { readonly filedBy: string; readonly outcome: string | null },
): boolean {
  return isOffice(actor) && progress.outcome === null && progress.filedBy !== actor.userId;
}

/** The office says which occurrences need not be answered. */
export function canWaiveOccurrences(actor: Actor): boolean {
  return isOffice(actor);
}

/** The office reminds, and issues what the system only proposes; the system itself sends the digests of the day. */
export function canRemindBodies(actor: Actor): boolean {
  return isOffice(actor);
}

/** The office ends a campaign, and takes it up again. */
export function canCloseCampaign(actor: Actor): boolean {
  return isOffice(actor);
}

/** The office keeps the standing lists of duties. */
export function canKeepDutyList(actor: Actor): boolean {
  return isOffice(actor);
}
