export type { Commitment, HazardCommand } from './hazard.commands.ts';
export * from './hazard.contract.ts';
export { type DeadlineMove, deadlineMoves } from './hazard.deadlines.ts';
export {
  figureFilterSchema,
  GROUP_NAMES,
  GROUPS,
  type Group,
  type HazardFigureFilter,
  type HazardFilter,
} from './hazard.filter.ts';
export { foldHazard } from './hazard.fold.ts';
export { abilitiesOf, channelsOf, type HazardActor, REGULATOR_FOUND, seenChannel } from './hazard.policy.ts';
export {
  applyCommand,
  type Circumstance,
  hazardNumber,
  NUMBER_KIND,
  numberTyped,
  settleBasis,
} from './hazard.rules.ts';
export { type Hazard, type HazardEvent, isListed, measuresInForce } from './hazard.state.ts';
export {
  CHANNEL_NAMES,
  CHANNELS,
  type Channel,
  COMMITMENT_KINDS,
  COMMITMENT_NAMES,
  DUE_NAMES,
  GRADE_NAMES,
  GRADES,
  type Grade,
  LISTING_LEVEL_NAMES,
  LISTING_LEVELS,
  type Listing,
  type ListingLevel,
  STATUS_NAMES,
  STATUSES,
  type Status,
} from './hazard.terms.ts';
export { COMMAND_NAMES, FORBIDDEN, printTransitions, TRANSITIONS } from './hazard.transitions.ts';
export * from './hazard-analysis.contract.ts';
export { sayMonths } from './hazard-analysis.rules.ts';
export * from './hazard-commands.contract.ts';
export * from './hazard-criteria.contract.ts';
export * from './hazard-dossier.contract.ts';
export * from './hazard-duplicates.contract.ts';
export * from './hazard-import.contract.ts';
export * from './hazard-ledger.contract.ts';
export * from './hazard-limits.contract.ts';
export * from './hazard-look-back.contract.ts';
export * from './hazard-notices.contract.ts';
export * from './hazard-ticked.contract.ts';
