import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn } from '@zhiben/platform/domain/deadline.ts';
import { copyDeadlines } from '@zhiben/platform/server/calendar/copy-deadlines.ts';
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

/** Risk lists in bulk by COPY, table after table; figures and deadlines are as if they had been entered one by one. */
export async function copyRisks(client: PoolClient, lists: readonly LoadedRisks[], options: Options): Promise<number> {
  const held = new Map<string, string>();
  const rows = lists.flatMap((list) => rowsOf(list, options, held));
  const copy = async (table: string, pick: (list: Rows) => readonly Record<string, never>[]) => {
    const stream = new RowCopy<Record<string, never>>(client, table);
    for (const list of rows) for (const row of pick(list)) await stream.write(row);
    await stream.end();
  };
  await client.query('begin');
  try {
    for (const table of TABLES) await copy(table, (list) => list[table] as readonly Record<string, never>[]);
    const deadlines = copyDeadlines(client);
    for (const list of rows) for (const row of list.deadlines) await deadlines.write(row);
    await deadlines.end();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return rows.reduce((sum, list) => sum + list.risk_events.length, 0);
}

const TABLES = ['risk_files', 'risk_units', 'risk_events', 'risk_measures', 'risk_assessments'] as const;
type Row = Readonly<Record<string, unknown>>;
type Rows = Record<(typeof TABLES)[number], readonly Row[]> & {
  readonly deadlines: Parameters<ReturnType<typeof copyDeadlines>['write']>[0][];
};

function rowsOf({ place, risks }: LoadedRisks, options: Options, held: Map<string, string>): Rows[] {
  const { county, byName, newId } = options;
  const [first] = risks;
  if (!first) return [];
  const began = first.assessedAt;
  const own = { county, enterprise_id: place.id };
  const { name, division, industry, longitude, latitude } = place;
  const file = { ...own, name, division, industry, longitude, latitude, created_at: began, updated_at: began };
  const units = [...grouped(risks, ({ unit }) => unit.name).values()].map((members, position) => {
    const id = newId(began);
    const unit = members[0]?.unit ?? first.unit;
    const row = {
      ...own,
      id,
      name: unit.name,
      place: unit.place,
      source_code: unit.sourceCode,
      department: unit.department,
      owner_name: unit.ownerName,
      position: position + 1,
      created_at: began,
      updated_at: began,
      updated_by_name: byName,
    };
    return { id, row, members };
  });
  const events = units.flatMap(({ id, members }) => members.map((risk) => eventRows(risk, id, place, options, held)));
  return [
    {
      risk_files: [file],
      risk_units: units.map(({ row }) => row),
      risk_events: events.map(({ event }, n) => ({ ...event, position: n + 1 })),
      risk_measures: events.flatMap(({ measures }) => measures),
      risk_assessments: events.flatMap(({ assessment }) => assessment),
      deadlines: events.flatMap(({ deadline }) => deadline),
    },
  ];
}

function eventRows(
  risk: LoadedRisks['risks'][number],
  unitId: string,
  place: FilePlace,
  { county, byUser, byName, newId }: Options,
  held: Map<string, string>,
) {
  const { assessedAt: at, assessment } = risk;
  const id = newId(at);
  const own = { county, enterprise_id: place.id };
  const event = {
    ...own,
    id,
    unit_id: unitId,
    division: place.division,
    industry: place.industry,
    name: risk.name,
    accident_type: risk.accidentType,
    search: searchVectorText([risk.name, risk.unit.name, risk.accidentType, place.name], held),
    created_at: at,
    updated_at: at,
  };
  const measures = risk.measures.map(({ dataSource, class1, class2, class3, content }, position) => ({
    ...own,
    id: newId(at),
    event_id: id,
    data_source: dataSource,
    class1,
    class2,
    class3,
    content,
    position,
    updated_at: at,
  }));
  const none = { score_table: null, before_factors: null, after_factors: null, before_value: null, after_value: null };
  const unassessed = { ...none, direct_rule: null, level: null, control_level: null, owner_name: '' };
  if (!assessment) {
    return {
      event: { ...event, ...unassessed, review_due_on: null, assessed_at: null },
      measures,
      assessment: [],
      deadline: [],
    };
  }
  const { judgement, controlLevel, ownerName } = assessment;
  const assessed = assess(judgement);
  const scored = {
    score_table: judgement.scoreTable,
    before_factors: judgement.before && JSON.stringify(judgement.before),
    after_factors: judgement.after && JSON.stringify(judgement.after),
    before_value: assessed.before?.value ?? null,
    after_value: assessed.after?.value ?? null,
    direct_rule: judgement.directRule,
    level: assessed.level,
    control_level: controlLevel,
    owner_name: ownerName,
  };
  const startedOn: LocalDate = localDate(at);
  const dueOn = firstDueOn(YEARLY_REVIEW, startedOn);
  const by = { cause: 'template', previous_level: null, note: '', at, by_user: byUser, by_name: byName };
  return {
    event: { ...event, ...scored, review_due_on: dueOn, assessed_at: at },
    measures,
    assessment: [{ ...own, id: newId(at), event_id: id, ...scored, ...by }],
    deadline: [
      {
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
      },
    ],
  };
}
