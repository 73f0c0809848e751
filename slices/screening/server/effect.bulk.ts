import { RowCopy } from '@zhiben/platform/server/db/copy-rows.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import type { CheckItem } from '../domain/checklist.contract.ts';
import type { Answer, FindingInput } from '../domain/record.contract.ts';
import type { TaskLevel, WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';

/** The self-inspection of an enterprise as a loader makes it; its days are counted afterwards (`recountFrom`). */
export interface LoadedEffect {
  readonly place: { readonly id: string; readonly name: string; readonly division: string; readonly industry: string };
  readonly since: Date;
  readonly byName: string;
  readonly byUser: string;
  readonly checklists: readonly { readonly id: string; readonly name: string; readonly items: readonly CheckItem[] }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly checklistId: string;
    readonly name: string;
    readonly level: TaskLevel;
    readonly schedules: readonly PlannedSchedule[];
    readonly workType: WorkType;
    readonly taskNo: number | null;
    readonly dutyCode: string | null;
    readonly basis: string;
  }[];
  readonly records: readonly {
    readonly id: string;
    readonly taskId: string;
    readonly slotKey: string;
    readonly slotDay: string;
    readonly state: 'done' | 'made-up';
    readonly startedAt: Date;
    readonly signedAt: Date;
    readonly hash: string;
    readonly answers: readonly Answer[];
    readonly findings: readonly FindingInput[];
  }[];
}

/** Tables in the order in which their rows refer to one another. */
const TABLES = ['screening_files', 'checklists', 'checklist_editions', 'screening_tasks', 'screening_records'] as const;
type Row = Readonly<Record<string, string | number | boolean | Date | null | readonly string[]>>;

/** In bulk by COPY, for the demo county and benches: as if it had been planned, signed and sent one by one. */
export async function copyEffectRecords(
  client: PoolClient,
  county: string,
  loaded: readonly LoadedEffect[],
): Promise<void> {
  const held = new Map<string, string>();
  await client.query('begin');
  try {
    for (const table of TABLES) {
      const copy = new RowCopy<Row>(client, table);
      for (const one of loaded) for (const row of rowsOf[table](county, one, held)) await copy.write(row);
      await copy.end();
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

type RowsOf = (county: string, one: LoadedEffect, held: Map<string, string>) => Row[];

const rowsOf: Record<(typeof TABLES)[number], RowsOf> = {
  screening_files: (county, { place, since }, held) => [
    {
      county,
      enterprise_id: place.id,
      name: place.name,
      division: place.division,
      industry: place.industry,
      search: searchVectorText([place.name], held),
      created_at: since,
    },
  ],
  checklists: (county, { place, since, byName, checklists }) =>
    checklists.map(({ id, name, items }) => ({
      county,
      id,
      enterprise_id: place.id,
      name,
      origin: 'own',
      edition: 1,
      items: items.length,
      created_at: since,
      updated_at: since,
      updated_by_name: byName,
    })),
  checklist_editions: (county, { since, byName, byUser, checklists }) =>
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
  screening_tasks: (county, { place, since, byName, tasks }) =>
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
      duty_code: task.dutyCode,
      basis: task.basis,
      created_at: since,
      updated_at: since,
      updated_by_name: byName,
    })),
  screening_records: (county, { place, byName, byUser, tasks, records }) => {
    const taskOf = new Map(tasks.map((task) => [task.id, task]));
    return records.flatMap((record) => {
      const task = taskOf.get(record.taskId);
      if (!task) return [];
      return [
        {
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
          signed_at: record.signedAt,
          clock_skew_seconds: 0,
          received_at: record.signedAt,
          signer_id: byUser,
          signer_name: byName,
          device_id: 'loaded',
          hash: record.hash,
          answers: JSON.stringify(record.answers),
          findings: JSON.stringify(record.findings),
          answer_count: record.answers.length,
          bad: record.answers.filter(({ verdict }) => verdict === 'bad').length,
          finding_count: record.findings.length,
          updated_at: record.signedAt,
        },
      ];
    });
  },
};
