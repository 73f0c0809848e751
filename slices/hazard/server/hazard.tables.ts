import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import type { CopyValue } from '@zhiben/platform/server/db/copy.ts';
import { type GeneratedAlways, type JSONColumnType, sql, type Updateable } from 'kysely';
import type { LimitPurpose } from '../domain/hazard.limits.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import type { Channel, Grade, ListingLevel, Status } from '../domain/hazard.terms.ts';

/** The slice's tables (migrations/0004_hazard.sql, 0010_hazard_loop.sql, 0016_hazard_listing.sql). */
export type HazardTables = {
  hazards: {
    county: string;
    id: string;
    number: string;
    grade: Grade | null;
    status: Status;
    version: number;
    enterprise_id: string;
    enterprise_name: string;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    description: string;
    place: string;
    longitude: number | null;
    latitude: number | null;
    criterion_code: string | null;
    basis: string;
    search: string;
    channel: Channel;
    discovered_on: LocalDate;
    registered_at: Date;
    registered_by: string;
    registered_by_body: string | null;
    confirmed_at: Date | null;
    confirmed_by: string | null;
    notified_at: Date | null;
    committed_at: Date | null;
    applied_at: Date | null;
    applied_by: string | null;
    accepted_at: Date | null;
    accepted_by: string | null;
    closed_at: Date | null;
    closed_by: string | null;
    referred_at: Date | null;
    shut_down_at: Date | null;
    dismissed_at: Date | null;
    returned_count: number;
    handling_body_id: string | null;
    commitments: JSONColumnType<Hazard['commitments']>;
    funds_planned: number | null;
    funds_spent: number | null;
    rectified_by: string[];
    rectification_due_on: LocalDate | null;
    original_due_on: LocalDate | null;
    extended_count: number;
    look_back_due_on: LocalDate | null;
    looked_back_at: Date | null;
    reopens_id: string | null;
    listing_level: ListingLevel | null;
    listed_on: LocalDate | null;
    delisted_on: LocalDate | null;
    course: JSONColumnType<Hazard['course']>;
    due_on: LocalDate | typeof NOTHING_DUE;
  };
  hazard_limits: {
    county: string;
    purpose: LimitPurpose;
    amount: number;
    unit: 'day' | 'workingDay' | 'month';
    source: string;
    set_by: string;
    set_at: Date;
  };
};

/** `due_on` where nothing runs: sorts last, and no sweep finds it. */
export const NOTHING_DUE = 'infinity';

export const hazardTables = (db: Db) => db.withTables<HazardTables>();

type Row = HazardTables['hazards'];

/** State and row are the same, name for name: this is the only list of both. */
const COLUMNS: Record<keyof Hazard, Exclude<keyof Row, 'county' | 'search' | 'township'>> = {
  id: 'id',
  version: 'version',
  status: 'status',
  grade: 'grade',
  number: 'number',
  enterpriseId: 'enterprise_id',
  enterpriseName: 'enterprise_name',
  division: 'division',
  industry: 'industry',
  description: 'description',
  place: 'place',
  longitude: 'longitude',
  latitude: 'latitude',
  channel: 'channel',
  discoveredOn: 'discovered_on',
  registeredAt: 'registered_at',
  registeredBy: 'registered_by',
  registeredByBody: 'registered_by_body',
  criterionCode: 'criterion_code',
  basis: 'basis',
  confirmedAt: 'confirmed_at',
  confirmedBy: 'confirmed_by',
  handlingBodyId: 'handling_body_id',
  notifiedAt: 'notified_at',
  dismissedAt: 'dismissed_at',
  commitments: 'commitments',
  committedAt: 'committed_at',
  fundsPlanned: 'funds_planned',
  fundsSpent: 'funds_spent',
  rectifiedBy: 'rectified_by',
  appliedAt: 'applied_at',
  appliedBy: 'applied_by',
  acceptedAt: 'accepted_at',
  acceptedBy: 'accepted_by',
  closedAt: 'closed_at',
  closedBy: 'closed_by',
  referredAt: 'referred_at',
  shutDownAt: 'shut_down_at',
  returnedCount: 'returned_count',
  rectificationDueOn: 'rectification_due_on',
  originalDueOn: 'original_due_on',
  extendedCount: 'extended_count',
  lookBackDueOn: 'look_back_due_on',
  lookedBackAt: 'looked_back_at',
  reopensId: 'reopens_id',
  listingLevel: 'listing_level',
  listedOn: 'listed_on',
  delistedOn: 'delisted_on',
  course: 'course',
  dueOn: 'due_on',
};

/** For `select`: a whole row under the names of the state. */
export const stateColumns = Object.entries(COLUMNS).map(([key, column]) => sql.ref(`hazards.${column}`).as(key));

/** The state in a row that was selected by `stateColumns`. */
export function hazardOfRow(row: object): Hazard {
  // In place: a page is 25 rows of fifty columns.
  const state = row as Record<string, unknown>;
  for (const key in state) {
    const value = state[key];
    if (value instanceof Date) state[key] = value.toISOString();
    else if (value === NOTHING_DUE) state[key] = null;
  }
  return row as Hazard;
}

/** The columns of a state, or of the part of it that changes. */
export function columnsOf(hazard: Partial<Hazard>) {
  const columns: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(hazard)) columns[COLUMNS[key as keyof Hazard]] = columnValue(key, value);
  return columns as Updateable<Row>;
}

/** For COPY: the columns of a whole state, and its values in the same order. */
export const copyColumns: readonly string[] = Object.values(COLUMNS);
const KEYS = Object.keys(COLUMNS) as (keyof Hazard)[];

export function copyValues(hazard: Hazard): CopyValue[] {
  return KEYS.map((key) => columnValue(key, hazard[key]) as CopyValue);
}

function columnValue(key: string, value: unknown): unknown {
  if (key === 'dueOn') return value ?? NOTHING_DUE;
  return key === 'commitments' || key === 'course' ? JSON.stringify(value) : value;
}

/** The words a hazard is found by. Of its number only the serial: county and year stand in every row. */
export function searchTexts({ number, description, place, enterpriseName }: Hazard): string[] {
  return [number.slice(number.lastIndexOf('-') + 1), description, place, enterpriseName];
}
