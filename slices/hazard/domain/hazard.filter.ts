import {
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  many,
} from '@zhiben/platform/domain/contract.ts';
import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { CHANNELS, GRADES, LISTING_LEVELS, LISTING_STATES, STATUSES, type Status } from './hazard.terms.ts';

/**
 * The tabs of the ledger. `underway`: neither closed nor dismissed; `open`: confirmed and not yet applied for
 * acceptance; `overdue`: whatever runs has lapsed.
 */
export const GROUPS = ['underway', 'clue', 'open', 'applied', 'accepted', 'overdue', 'closed', 'all'] as const;
export type Group = (typeof GROUPS)[number];
export const GROUP_NAMES: Record<Group, string> = {
  underway: '办理中',
  clue: '待认定',
  open: '未整改',
  applied: '待验收',
  accepted: '待销号',
  overdue: '逾期',
  closed: '已销号',
  all: '全部',
};

/**
 * Which hazards a reported figure counts. Every figure is such a filter, so it can list its records. It looks only at
 * what never changes once it happened, so the same filter gives the same figure for ever: the origin, and the milestones
 * that lie before `asOf`. Hazards that were dismissed by then are not counted.
 */
const figureFilter = {
  /** Judged so before `asOf`. */
  grade: z.enum(GRADES).optional(),
  channel: many(z.enum(CHANNELS)).optional(),
  /** As of the moment: committed 五落实齐备; closed; open: not closed; overdue: open past the rectification day. */
  state: z.enum(['committed', 'closed', 'open', 'overdue']).optional(),
  /** First day of registration that counts (the campaign's start). */
  registeredFrom: localDateSchema.optional(),
  /** First instant that no longer counts: the cut-off of the period. */
  asOf: instantSchema.optional(),
  division: divisionCodeSchema.optional(),
  industry: many(z.enum(INDUSTRY_CODES)).optional(),
  enterpriseId: idSchema.optional(),
};
/** A figure always stands as of a moment. */
export const figureFilterSchema = z.object({ ...figureFilter, asOf: instantSchema });
export type HazardFigureFilter = z.output<typeof figureFilterSchema>;

/** The filter of the ledger: a figure's, and what people look for day by day. */
export const hazardFilter = {
  ...figureFilter,
  group: z.enum(GROUPS).default('all'),
  q: z.string().trim().max(60).optional(),
  criterionCode: z.string().max(40).optional(),
  discoveredFrom: localDateSchema.optional(),
  discoveredTo: localDateSchema.optional(),
  registeredTo: localDateSchema.optional(),
  status: many(z.enum(STATUSES)).optional(),
  /** Any words of the name of the enterprise. */
  enterprise: z.string().trim().max(60).optional(),
  /** Code, article or words of the criterion. */
  criterion: z.string().trim().max(60).optional(),
  /** Any words of the place 部位. */
  place: z.string().trim().max(60).optional(),
  /** What lapses next. */
  dueFrom: localDateSchema.optional(),
  dueTo: localDateSchema.optional(),
  rectificationFrom: localDateSchema.optional(),
  rectificationTo: localDateSchema.optional(),
  closedFrom: localDateSchema.optional(),
  closedTo: localDateSchema.optional(),
  /** Of the closed: whether by the rectification day. */
  onTime: z.enum(['true', 'false']).optional(),
  /** Returned at least once after a failed acceptance. */
  returned: z.literal('true').optional(),
  extended: z.literal('true').optional(),
  /** 挂牌层级, of plates that hang or hung. */
  listingLevel: many(z.enum(LISTING_LEVELS)).optional(),
  /** `listed`: a plate hangs; `delisted`: all were taken down. */
  listing: z.enum(LISTING_STATES).optional(),
  listedFrom: localDateSchema.optional(),
  listedTo: localDateSchema.optional(),
  /** The same enterprise had a major hazard under the same criterion before 复发. */
  recurrent: z.literal('true').optional(),
  /** Without what was found to be no hazard, whenever that was. */
  counted: z.literal('true').optional(),
  /** Judged so by now; `grade` with `asOf` means by then. */
  gradeNow: z.enum(GRADES).optional(),
  /** Referred 移送, or the enterprise closed 关闭. */
  leftFrom: localDateSchema.optional(),
  leftTo: localDateSchema.optional(),
  /** Of one import. */
  importId: idSchema.optional(),
  /** What was ticked in a list. */
  ids: many(idSchema, MOST_TICKED).optional(),
};
export type HazardFilter = z.output<z.ZodObject<typeof hazardFilter>>;

/** The statuses of a tab, where it is one of those under way; null for tabs that no status bounds. */
export const STATUSES_OF_GROUP: Record<Group, readonly Status[] | null> = {
  underway: ['clue', 'notified', 'rectifying', 'applied', 'accepted'],
  clue: ['clue'],
  open: ['notified', 'rectifying'],
  applied: ['applied'],
  accepted: ['accepted'],
  overdue: ['clue', 'notified', 'rectifying', 'applied', 'accepted'],
  closed: null,
  all: null,
};

/** `due`: what lapses first, only of what is under way; `closed`: only of the closed. `-` before a key turns it round. */
export const SORTS = [
  'due',
  '-due',
  'registered',
  '-registered',
  'discovered',
  '-discovered',
  'closed',
  '-closed',
] as const;
export type Sort = (typeof SORTS)[number];

/**
 * The order of a tab: what is under way by what lapses first, the closed by when they were, all by registration, or by
 * discovery where days of discovery are asked for; newest first. An order that a tab does not have (kept in an address
 * when the tab was changed) gives way to its usual one.
 */
type Ordering = Pick<HazardFilter, 'group' | 'discoveredFrom' | 'discoveredTo' | 'closedFrom' | 'closedTo'>;

export function sortOf(filter: Ordering, asked?: Sort): Sort {
  const usual = usualSort(filter);
  const key = asked?.replace('-', '');
  return asked && (key === 'registered' || key === 'discovered' || usual.endsWith(key ?? '')) ? asked : usual;
}

function usualSort({ group, discoveredFrom, discoveredTo, closedFrom, closedTo }: Ordering): Sort {
  if (STATUSES_OF_GROUP[group]) return 'due';
  if (closedFrom || closedTo) return '-closed';
  if (discoveredFrom || discoveredTo) return '-discovered';
  return group === 'closed' ? '-closed' : '-registered';
}
