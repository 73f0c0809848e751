import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn } from '@zhiben/platform/domain/deadline.ts';
import { copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
import type { CopyValue } from '@zhiben/platform/server/db/copy.ts';
import { RowCopy } from '@zhiben/platform/server/db/copy-rows.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import { assess, YEARLY_REVIEW } from '../domain/assessment.rules.ts';
import { grouped } from '../domain/grouped.ts';
import type { NewRisk } from './add-risks.ts';
import { REVIEW_PURPOSE } from './assess.actions.ts';
import type { FilePlace } from './file.queries.ts';

/** A whole list as a loader makes it. */
export interface LoadedRisks {
  readonly place: FilePlace;
  readonly risks: readonly (NewRisk & { readonly assessedAt: Date })[];
}

interface Options {
  readonly county: string;
  readonly byUser: string;
  readonly byName: string;
  readonly newId: (at: Date) => string;
}

/**
 * Risk lists in bulk by COPY, table after table; figures and deadlines are as if they had been entered one by one. All
 * ids are made before it first waits.
 * @returns how many risk events
 */
export async function copyRisks(client: PoolClient, lists: readonly LoadedRisks[], options: Options): Promise<number> {
  const held = new Map<string, string>();
  const copies = TABLES.map((table) => [table, new RowCopy<CopyRow>(client, table)] as const);
  const deadlines = copyDeadlines(client);
  let events = 0;
  for (const list of lists) {
    const rows = rowsOf(list, options, held);
    if (!rows) continue;
    // Text at once: as objects they would live as long, and be moved about meanwhile.
    for (const [table, copy] of copies) for (const row of rows[table]) copy.add(row as CopyRow);
    for (const row of rows.deadlines) deadlines.add(row);
    events += rows.risk_events.length;
  }
  await client.query('begin');
  try {
    for (const [, copy] of copies) await copy.end();
    await deadlines.end();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return events;
}

const TABLES = ['risk_files', 'risk_units', 'risk_events', 'risk_measures', 'risk_assessments'] as const;
type Row = Readonly<Record<string, unknown>>;
type CopyRow = Readonly<Record<string, CopyValue>>;
type Rows = Record<(typeof TABLES)[number], readonly Row[]> & {
  readonly deadlines: Parameters<ReturnType<typeof copyDeadlines>['write']>[0][];
};

function rowsOf({ place, risks }: LoadedRisks, options: Options, held: Map<string, string>): Rows | null {
  const { county, byName, newId } = options;
  const [first] = risks;
  if (!first) return null;
  const began = first.assessedAt;
  const own = { county, enterprise_id: place.id };
  const { name, division, industry, longitude, latitude } = place;
  const file = { ...own, name, division, industry, longitude, latitude, created_at: began, updated_at: began };
  const units: Row[] = [];
  const events: EventRows[] = [];
  for (const members of grouped(risks, ({ unit }) => unit.name).values()) {
    const id = newId(began);
    const unit = members[0]?.unit ?? first.unit;
    units.push({
      ...own,
      id,
      name: unit.name,
      place: unit.place,
      source_code: unit.sourceCode,
      department: unit.department,
      owner_name: unit.ownerName,
      position: units.length + 1,
      created_at: began,
      updated_at: began,
      updated_by_name: byName,
    });
    for (const risk of members) events.push(eventRows(risk, id, events.length + 1, place, options, held));
  }
  return {
    risk_files: [file],
    risk_units: units,
    risk_events: events.map(({ event }) => event),
    risk_measures: events.flatMap(({ measures }) => measures),
    risk_assessments: events.flatMap(({ assessment }) => assessment),
    deadlines: events.flatMap(({ deadline }) => deadline),
  };
}

const UNASSESSED = {
  score_table: null,
  before_factors: null,
  after_factors: null,
  before_value: null,
  after_value: null,
  direct_rule: null,
  level: null,
  control_level: null,
  owner_name: '',
};

interface EventRows {
  readonly event: Row;
  readonly measures: readonly Row[];
  readonly assessment: readonly Row[];
  readonly deadline: Rows['deadlines'];
}

// Hundreds of thousands of these: an object that begins with its one spread is made quickly, any other slowly.
function eventRows(
  risk: LoadedRisks['risks'][number],
  unitId: string,
  position: number,
  place: FilePlace,
  { county, byUser, byName, newId }: Options,
  held: Map<string, string>,
): EventRows {
  const { assessedAt: at, assessment } = risk;
  const id = newId(at);
  const measures = risk.measures.map(({ dataSource, class1, class2, class3, content }, nth) => ({
    county,
    enterprise_id: place.id,
    id: newId(at),
    event_id: id,
    data_source: dataSource,
    class1,
    class2,
    class3,
    content,
    position: nth,
    updated_at: at,
  }));
  const startedOn: LocalDate = localDate(at);
  const dueOn = firstDueOn(YEARLY_REVIEW, startedOn);
  const scored = assessment ? scoredColumns(assessment) : UNASSESSED;
  const event = {
    ...scored,
    county,
    enterprise_id: place.id,
    id,
    unit_id: unitId,
    division: place.division,
    industry: place.industry,
    name: risk.name,
    accident_type: risk.accidentType,
    position,
    search: searchVectorText([risk.name, risk.unit.name, risk.accidentType, place.name], held),
    review_due_on: assessment ? dueOn : null,
    assessed_at: assessment ? at : null,
    created_at: at,
    updated_at: at,
  };
  if (!assessment) return { event, measures, assessment: [], deadline: [] };
  const assessed = {
    ...scored,
    county,
    enterprise_id: place.id,
    id: newId(at),
    event_id: id,
    cause: 'template',
    previous_level: null,
    note: '',
    at,
    by_user: byUser,
    by_name: byName,
  };
  const deadline = {
    county,
    id: newId(at),
    subject_kind: 'riskEvent',
    subject_id: id,
    purpose: REVIEW_PURPOSE,
    rule_code: YEARLY_REVIEW.code,
    source: YEARLY_REVIEW.source,
    started_on: startedOn,
    amount: YEARLY_REVIEW.amount,
    unit: YEARLY_REVIEW.unit,
    original_due_on: dueOn,
    due_on: dueOn,
    met_on: null,
    cancelled_on: null,
  };
  return { event, measures, assessment: [assessed], deadline: [deadline] };
}

function scoredColumns({ judgement, controlLevel, ownerName }: NonNullable<NewRisk['assessment']>) {
  const { before, after, level } = assess(judgement);
  return {
    score_table: judgement.scoreTable,
    before_factors: judgement.before && JSON.stringify(judgement.before),
    after_factors: judgement.after && JSON.stringify(judgement.after),
    before_value: before?.value ?? null,
    after_value: after?.value ?? null,
    direct_rule: judgement.directRule,
    level,
    control_level: controlLevel,
    owner_name: ownerName,
  };
}
