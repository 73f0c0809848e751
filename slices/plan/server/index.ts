import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { STAFF_ROLES, VIEWER_ROLES } from '@zhiben/slices/identity/domain';
import { bodyAliasRoutes } from './body-alias.routes.ts';
import { campaignRoutes } from './campaign.routes.ts';
import { campaignCourseRoutes } from './campaign-course.routes.ts';
import { classDutyRoutes } from './class-duty.routes.ts';
import { correctionRoutes } from './correction.routes.ts';
import { documentRoutes } from './document.routes.ts';
import { dutyListRoutes } from './duty-list.routes.ts';
import { editionRoutes } from './edition.routes.ts';
import { lineageRoutes } from './lineage.routes.ts';
import { occurrenceRoutes } from './occurrence.routes.ts';
import { digestJob, layOutJob } from './plan.jobs.ts';
import { reminderRoutes } from './reminder.routes.ts';
import { targetRoutes } from './target.routes.ts';
import { taskRoutes } from './task.routes.ts';
import { taskBulkRoutes } from './task-bulk.routes.ts';

export { adoptPlan } from './campaign.actions.ts';
export { findCampaign } from './campaign.queries.ts';
export { listProposals } from './campaign.routes.ts';
export { campaignFigures, listTasksAsOf, type TaskAsOf } from './campaign-figures.ts';
export { type ImportedPlan, importPlan, type PlanFile } from './document.actions.ts';
export { listPlans } from './document.queries.ts';
export { announceDutyEvidence, type EnterpriseDutyEvidence } from './duty-evidence.ts';
export { enterFilings, type PastFiling } from './filing.bulk.ts';
export { acknowledgeTasks, layOutAhead } from './occurrence.actions.ts';
export { countWork, listWork } from './occurrence.queries.ts';
export { reportProgress, verifyProgress } from './progress.actions.ts';
export { sendDigests } from './reminder.actions.ts';
export { findReminderSettings as reminderSettings } from './reminder.queries.ts';
export { assignTasks } from './task.actions.ts';
export { countTasks, listTasks } from './task.queries.ts';

export const planSlice = defineSlice({
  name: 'plan',
  routes: [
    ...documentRoutes,
    ...correctionRoutes,
    ...campaignRoutes,
    ...campaignCourseRoutes,
    ...occurrenceRoutes,
    ...reminderRoutes,
    ...taskRoutes,
    ...taskBulkRoutes,
    ...lineageRoutes,
    ...editionRoutes,
    ...targetRoutes,
    ...classDutyRoutes,
    ...dutyListRoutes,
    ...bodyAliasRoutes,
  ],
  permissions: {
    'plan:read': [...STAFF_ROLES, ...VIEWER_ROLES],
    'plan:import': ['committeeClerk'],
    'plan:correct': ['committeeClerk'],
    'plan:adopt': ['committeeClerk'],
    'plan:link': ['committeeClerk'],
    'plan:assign': ['committeeClerk'],
    'task:report': STAFF_ROLES,
    'task:verify': ['committeeClerk'],
  },
  jobs: [layOutJob, digestJob],
});
