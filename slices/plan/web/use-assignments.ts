import { newId } from '@zhiben/platform/domain/ids.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { assignTasks } from '../domain/index.ts';
import type { Proposal } from './AssignRow.tsx';

export interface Parties {
  readonly leadBodyId: string | null;
  readonly supportingBodyIds: readonly string[];
}

/** What the clerk made of the proposals: corrected parties and which tasks to assign now. */
export function useAssignments(rows: readonly Proposal[]) {
  const [changed, setChanged] = useState<ReadonlyMap<string, Parties>>(new Map());
  const [picked, setPicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [commandId, setCommandId] = useState(newId);
  const command = useCommand(assignTasks);

  const partiesOf = (row: Proposal): Parties => changed.get(row.taskId) ?? row;
  // A body that the clause merely mentions is proposed, but chosen only by hand.
  const isChosen = (row: Proposal): boolean =>
    picked.get(row.taskId) ?? (row.leadBodyId !== null && row.source !== 'mention');
  const chosen = rows.filter(isChosen);
  const ready = chosen.flatMap((row) => {
    const { leadBodyId, supportingBodyIds } = partiesOf(row);
    if (leadBodyId === null) return [];
    return [{ taskId: row.taskId, version: row.version, leadBodyId, supportingBodyIds: [...supportingBodyIds] }];
  });
  // Rows keep their handlers over renders: what they change is always the state of the moment.
  const change = (changes: readonly (readonly [string, Parties])[]) =>
    setChanged((before) => new Map([...before, ...changes]));
  const pick = (taskIds: readonly string[], isPicked: boolean) =>
    setPicked((before) => new Map([...before, ...taskIds.map((id) => [id, isPicked] as const)]));

  return {
    partiesOf,
    isChosen,
    chosen,
    ready,
    change: (taskId: string, parties: Parties) => {
      change([[taskId, parties]]);
      if (parties.leadBodyId !== null) pick([taskId], true);
    },
    /** Gives all chosen tasks the same lead body. */
    changeChosen: (leadBodyId: string) => change(chosen.map((row) => [row.taskId, { ...partiesOf(row), leadBodyId }])),
    pick,
    /** Sends what is ready; null when it was refused (`problem` says why). */
    submit: async () => {
      const done = await command.run({ body: { commandId, assignments: ready } }).catch(() => null);
      if (done) {
        setCommandId(newId());
        setPicked(new Map());
      }
      return done;
    },
    isRunning: command.isRunning,
    problem: command.problem,
  };
}
