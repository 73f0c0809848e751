import { RowCopy } from '@zhiben/platform/server/db/copy-rows.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import type { CheckItem } from '../domain/checklist.contract.ts';
import type { Answer } from '../domain/record.contract.ts';
import type { RecordState, TaskLevel } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import type { FilePlace } from './file.queries.ts';
import { measuresOf, officialId } from './official-ids.ts';

/** The self-inspection of an enterprise as a loader makes it. */
export interface LoadedScreening {
  readonly place: FilePlace;
  readonly since: Date;
  readonly tasks: readonly LoadedTask[];
  readonly suspensions: readonly {
    readonly id: string;
    readonly from: Date;
    readonly to: Date;
    readonly reason: string;
  }[];
}
interface LoadedTask {
  readonly id: string;
  readonly checklist: {
    readonly id: string;
    readonly name: string;
    readonly libraryCode: string;
    readonly items: readonly CheckItem[];
  };
  readonly name: string;
  readonly level: TaskLevel;
  readonly schedules: readonly PlannedSchedule[];
  readonly dutyCode: string | null;
  readonly basis: string;
  readonly assignees: readonly string[];
  readonly records: Iterable<LoadedRecord>;
}
interface LoadedRecord {
  readonly id: string;
  readonly slotDay: string;
  readonly slotKey: string | null;
  readonly state: RecordState;
  readonly signedAt: Date;
  readonly signer: { readonly id: string; readonly name: string };
  readonly answers: readonly Answer[];
}

interface Options {
  readonly county: string;
  readonly byUser: string;
  readonly byName: string;
}

/**
 * Self-inspection in bulk by COPY, table after table; days are counted afterwards (`recountFrom`). What was signed on a
 * phone has no receipt here: such records carry no hash of what was sent.
 * @returns how many records were written
 */
export async function copyScreening(
  client: PoolClient,
  loaded: readonly LoadedScreening[],
  { county, byUser, byName }: Options,
): Promise<number> {
  const texts = new Map<string, string>();
  const copy = async (table: string, rows: Iterable<Readonly<Record<string, never>>>) => {
    const stream = new RowCopy<Record<string, never>>(client, table);
    let count = 0;
    for (const row of rows) {
      await stream.write(row);
      count += 1;
    }
    await stream.end();
    return count;
  };
  const each = <T>(pick: (one: LoadedScreening) => Iterable<T>) =>
    (function* rows() {
      for (const one of loaded) yield* pick(one) as Iterable<Record<string, never>>;
    })();
  await client.query('begin');
  try {
    await copy(
      'screening_files',
      each(({ place, since }) => [
        {
          county,
          enterprise_id: place.id,
          name: place.name,
          division: place.division,
          industry: place.industry,
          search: searchVectorText([place.name], texts),
          created_at: since,
        },
      ]),
    );
    const by = { updated_by_name: byName };
    await copy(
      'checklists',
      each(({ place, since, tasks }) =>
        tasks.map(({ checklist: { id, name, libraryCode, items } }) => ({
          county,
          id,
          enterprise_id: place.id,
          name,
          origin: 'library',
          library_code: libraryCode,
          edition: 1,
          items: items.length,
          measured: items.filter(({ measureId }) => measureId !== null).length,
          created_at: since,
          updated_at: since,
          ...by,
        })),
      ),
    );
    await copy(
      'checklist_editions',
      each(({ since, tasks }) =>
        tasks.map(({ checklist: { id, name, items } }) => ({
          county,
          checklist_id: id,
          edition: 1,
          name,
          items: JSON.stringify(items),
          at: since,
          by_user: byUser,
          by_name: byName,
        })),
      ),
    );
    await copy(
      'screening_tasks',
      each(({ place, since, tasks }) =>
        tasks.map((task) => ({
          county,
          id: task.id,
          enterprise_id: place.id,
          checklist_id: task.checklist.id,
          name: task.name,
          level: task.level,
          schedules: JSON.stringify(task.schedules),
          assignees: `{${task.assignees.join(',')}}`,
          duty_code: task.dutyCode,
          basis: task.basis,
          created_at: since,
          updated_at: since,
          ...by,
        })),
      ),
    );
    await copy(
      'screening_task_measures',
      each(({ since, tasks }) =>
        tasks.flatMap(({ id, checklist }) =>
          measuresOf(checklist.items).map((measureId) => ({
            county,
            id: officialId(id, measureId),
            task_id: id,
            measure_id: measureId,
            changed_at: since,
          })),
        ),
      ),
    );
    await copy(
      'screening_suspensions',
      each(({ place, suspensions }) =>
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
      ),
    );
    const count = await copy(
      'screening_records',
      each((one) => recordRows(one, county)),
    );
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

function* recordRows({ place, tasks }: LoadedScreening, county: string) {
  for (const task of tasks) {
    for (const record of task.records) {
      const { signedAt, answers } = record;
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
        checklist_id: task.checklist.id,
        edition: 1,
        started_at: new Date(signedAt.getTime() - 600_000),
        signed_at: signedAt,
        clock_skew_seconds: 0,
        received_at: signedAt,
        signer_id: record.signer.id,
        signer_name: record.signer.name,
        device_id: 'loaded',
        hash: '',
        answers: JSON.stringify(answers),
        answer_count: answers.length,
        bad: answers.filter(({ verdict }) => verdict === 'bad').length,
        finding_count: 0,
        updated_at: signedAt,
      };
    }
  }
}
