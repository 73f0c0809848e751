import { RowCopy } from '@zhiben/platform/server/db/copy-rows.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import type { CheckItem } from '../domain/checklist.contract.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { RecordState, TaskLevel, WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import type { FilePlace } from './file.queries.ts';
import { measuresOf, officialId } from './official-ids.ts';

/** The self-inspection of an enterprise as a loader makes it. */
export interface LoadedScreening {
  readonly place: FilePlace;
  readonly since: Date;
  readonly checklists: readonly LoadedChecklist[];
  readonly tasks: readonly LoadedTask[];
  readonly suspensions: readonly {
    readonly id: string;
    readonly from: Date;
    readonly to: Date;
    readonly reason: string;
  }[];
  readonly records: Iterable<LoadedRecord>;
}
interface LoadedChecklist {
  readonly id: string;
  readonly name: string;
  /** Null: the enterprise's own. */
  readonly libraryCode: string | null;
  readonly items: readonly CheckItem[];
}
export interface LoadedTask {
  readonly id: string;
  readonly checklistId: string;
  readonly name: string;
  readonly level: TaskLevel;
  readonly schedules: readonly PlannedSchedule[];
  readonly assignees: readonly string[];
  readonly workType: WorkType;
  readonly taskNo: number | null;
  readonly dutyCode: string | null;
  readonly basis: string;
}
export interface LoadedRecord {
  readonly id: string;
  readonly taskId: string;
  readonly slotDay: string;
  readonly slotKey: string | null;
  readonly state: RecordState;
  readonly startedAt: Date;
  readonly signedAt: Date;
  readonly signer: { readonly id: string; readonly name: string };
  readonly answers: readonly Answer[];
  readonly findings: readonly FindingInput[];
}

interface Options {
  readonly county: string;
  readonly byUser: string;
  readonly byName: string;
}

/** Tables in the order in which their rows refer to one another. */
const TABLES = [
  'screening_files',
  'checklists',
  'checklist_editions',
  'screening_tasks',
  'screening_task_measures',
  'screening_suspensions',
  'screening_records',
] as const;
type Row = Readonly<Record<string, string | number | boolean | Date | null>>;

/**
 * Self-inspection in bulk by COPY, table after table; days are counted afterwards (`recountFrom`), and the months of
 * the records need their partitions before (`makePartitions`). Of what was loaded phones have no receipt, so
 * that it has no hash either.
 * @returns how many records were written
 */
export async function copyScreening(
  client: PoolClient,
  loaded: readonly LoadedScreening[],
  options: Options,
): Promise<number> {
  const texts = new Map<string, string>();
  let count = 0;
  await client.query('begin');
  try {
    for (const table of TABLES) {
      const copy = new RowCopy<Row>(client, table);
      count = 0;
      for (const one of loaded) {
        for (const row of rowsOf[table](one, options, texts)) {
          await copy.write(row);
          count += 1;
        }
      }
      await copy.end();
    }
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

type RowsOf = (one: LoadedScreening, options: Options, texts: Map<string, string>) => Iterable<Row>;

const rowsOf: Record<(typeof TABLES)[number], RowsOf> = {
  screening_files: ({ place, since }, { county }, texts) => [
    {
      county,
      enterprise_id: place.id,
      name: place.name,
      division: place.division,
      industry: place.industry,
      search: searchVectorText([place.name], texts),
      created_at: since,
    },
  ],
  checklists: ({ place, since, checklists }, { county, byName }) =>
    checklists.map(({ id, name, libraryCode, items }) => ({
      county,
      id,
      enterprise_id: place.id,
      name,
      origin: libraryCode === null ? 'own' : 'library',
      library_code: libraryCode,
      edition: 1,
      items: items.length,
      measured: items.filter(({ measureId }) => measureId !== null).length,
      created_at: since,
      updated_at: since,
      updated_by_name: byName,
    })),
  checklist_editions: ({ since, checklists }, { county, byUser, byName }) =>
    checklists.map(({ id, name, items }) => ({
      county,
      checklist_id: id,
      edition: 1,
      name,
      items: JSON.stringify(items),
      at: since,
      by_user: byUser,
      by_name: byName,
    })),
  screening_tasks: ({ place, since, tasks }, { county, byName }) =>
    tasks.map((task) => ({
      county,
      id: task.id,
      enterprise_id: place.id,
      checklist_id: task.checklistId,
      name: task.name,
      level: task.level,
      schedules: JSON.stringify(task.schedules),
      work_type: task.workType,
      task_no: task.taskNo,
      assignees: `{${task.assignees.join(',')}}`,
      duty_code: task.dutyCode,
      basis: task.basis,
      created_at: since,
      updated_at: since,
      updated_by_name: byName,
    })),
  screening_task_measures: ({ since, checklists, tasks }, { county }) => {
    const measures = new Map(checklists.map(({ id, items }) => [id, measuresOf(items)]));
    return tasks.flatMap(({ id, checklistId }) =>
      (measures.get(checklistId) ?? []).map((measureId) => ({
        county,
        id: officialId(id, measureId),
        task_id: id,
        measure_id: measureId,
        changed_at: since,
      })),
    );
  },
  screening_suspensions: ({ place, suspensions }, { county, byUser, byName }) =>
    suspensions.map(({ id, from, to, reason }) => ({
      county,
      id,
      enterprise_id: place.id,
      starts_at: from,
      ends_at: to,
      reason,
      filed_at: from,
      filed_by: byUser,
      filed_by_name: byName,
      filed_late: false,
      updated_at: from,
    })),
  screening_records: recordRows,
};

function* recordRows({ place, tasks, records }: LoadedScreening, { county }: Options): Generator<Row> {
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  for (const record of records) {
    const { answers, findings, signer, signedAt } = record;
    const task = taskOf.get(record.taskId);
    if (!task) throw new Error(`a record of a task that is not loaded: ${record.taskId}`);
    yield {
      county,
      id: record.id,
      slot_day: record.slotDay,
      enterprise_id: place.id,
      enterprise_name: place.name,
      division: place.division,
      industry: place.industry,
      task_id: task.id,
      task_name: task.name,
      level: task.level,
      slot_key: record.slotKey,
      state: record.state,
      checklist_id: task.checklistId,
      edition: 1,
      started_at: record.startedAt,
      signed_at: signedAt,
      clock_skew_seconds: 0,
      received_at: signedAt,
      signer_id: signer.id,
      signer_name: signer.name,
      device_id: 'loaded',
      hash: '',
      answers: JSON.stringify(answers),
      findings: JSON.stringify(findings),
      answer_count: answers.length,
      bad: answers.filter(({ verdict }) => verdict === 'bad').length,
      finding_count: findings.length,
      updated_at: signedAt,
    };
  }
}
