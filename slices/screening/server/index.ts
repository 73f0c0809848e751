import { today } from '@zhiben/platform/domain/clock.ts';
import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { dutyMatrixRoutes } from './duty-matrix.routes.ts';
import { keepEffectJob } from './effect.keep.ts';
import { effectRoutes } from './effect.routes.ts';
import { makeRoom } from './partitions.queries.ts';
import { countAgainJob, countDaysJob, partitionsJob, remindCommitmentsJob, takeUpFilesJob } from './screening.jobs.ts';
import { screeningRoutes } from './screening.routes.ts';
import { takeSnapshot } from './snapshot.actions.ts';
import { statementPermissions, statementRoutes } from './statement.routes.ts';
import { handleSnapshots } from './sync.actions.ts';

export { libraryFor } from './checklist-library.ts';
export { createChecklist } from './checklists.actions.ts';
export { signCommitment } from './commitment.actions.ts';
export { presentDraft as presentCommitmentDraft, presentList as presentCommitments } from './commitment.present.ts';
export {
  findOfficialCommitments,
  listChangedCommitments,
  type OfficialCommitment,
} from './commitment.queries.ts';
export { recountFrom } from './count-days.ts';
export { announceScreeningEvidence } from './duty-evidence.ts';
export { keepMonth } from './effect.keep.ts';
export { listScreened } from './effect-source.queries.ts';
export { placeScreening } from './file.queries.ts';
export { giveScreening, type MovedScreening, moveScreening } from './move-screening.ts';
export {
  countOfficial as countOfficialScreening,
  type FoundHazard,
  findChecks,
  findFoundHazards,
  findOfficialTasks,
  findSuspensions,
  listChangedChecks,
  listChangedSuspensions,
  listChangedTasks,
  listFoundHazards,
  listUnreportedTasks,
  type OfficialCheck,
  type OfficialSuspension,
  type OfficialTask,
} from './official.queries.ts';
export { officialId } from './official-ids.ts';
export { makePartitions } from './partitions.queries.ts';
export { decideReward, payReward, proposeReward, setRewardRules } from './reward.actions.ts';
export { countRewards } from './reward.queries.ts';
export { copyScreening, type LoadedRecord, type LoadedScreening, type LoadedTask } from './screening.bulk.ts';
export { decideSnapshot, dropSnapshot, sendSnapshot } from './snapshot.actions.ts';
export { presentTicket } from './snapshot.present.ts';
export { countSnapshots } from './snapshot.queries.ts';
export { confirmStatement, receiveStatement, tellEmployees } from './statement.actions.ts';
export { presentList as presentStatements, presentStatement } from './statement.present.ts';
export { syncItems } from './sync.actions.ts';
export { touchTasksOfMeasures } from './task-measures.queries.ts';
export { createTask } from './tasks.actions.ts';
export { listTasksOf as listScreeningTasksOf } from './tasks.queries.ts';

const MANAGERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const OWN_PEOPLE = [...MANAGERS, 'teamLeader', 'worker'];
const REGULATORS = ['committeeClerk', 'departmentOfficer', 'townshipOfficer', 'inspector'];
const VIEWERS = ['leader', 'higherLevelViewer'];

handleSnapshots(takeSnapshot);

export const screeningSlice = defineSlice({
  name: 'screening',
  permissions: {
    'screening:do': OWN_PEOPLE,
    'screening:manage': MANAGERS,
    'screening:read': [...OWN_PEOPLE, ...REGULATORS, ...VIEWERS],
    'screening:export': [...MANAGERS, ...REGULATORS, 'leader'],
    'screening:survey': [...REGULATORS, ...VIEWERS],
    'screening:configure': ['committeeClerk'],
    'screening:veto': ['committeeClerk', 'departmentOfficer'],
    'screening:refresh': ['committeeClerk', 'departmentOfficer', 'townshipOfficer'],
    ...statementPermissions,
  },
  routes: [...screeningRoutes, ...effectRoutes, ...dutyMatrixRoutes, ...statementRoutes],
  atStart: ({ db, clock }) => makeRoom({ db }, today(clock)),
  jobs: [countDaysJob, countAgainJob, takeUpFilesJob, partitionsJob, remindCommitmentsJob, keepEffectJob],
});
