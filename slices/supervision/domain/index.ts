export * from './annual.contract.ts';
export type { PaperCommand, PartyInput } from './paper.commands.ts';
export * from './proposal.contract.ts';
export * from './public-notice.contract.ts';
export * from './settings.contract.ts';
export * from './supervision.contract.ts';
export {
  KINDS,
  LISTING_LEVEL_NAMES,
  LISTING_LEVELS,
  type ListingLevel,
  PAPER_KINDS,
  type PaperKind,
  STATUS_NAMES,
  type Status,
} from './supervision.terms.ts';
