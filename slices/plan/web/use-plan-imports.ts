import { useQueryClient } from '@tanstack/react-query';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { importPlan } from '../domain/document.contract.ts';

/** A file on its way to becoming a plan. */
export interface PlanImport {
  readonly id: string;
  readonly file: File;
  /** Share of the bytes sent, 0 to 1; at 1 the server is reading. */
  readonly share: number;
  readonly result: z.output<typeof importPlan.response> | null;
  readonly problem: ProblemError | null;
}

/** Sends plan files one after another and says how far each is. Trying again keeps the ids, so nothing doubles. */
export function usePlanImports() {
  const client = useQueryClient();
  const [imports, setImports] = useState<readonly PlanImport[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const commandIds = useRef(new Map<string, string>());

  const change = (id: string, changes: Partial<PlanImport>) =>
    setImports((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const send = (id: string, file: File) => {
    const commandId = commandIds.current.get(id) ?? newId();
    commandIds.current.set(id, commandId);
    queue.current = queue.current.then(async () => {
      try {
        const onProgress = (share: number) => change(id, { share });
        const result = await callWithFile(importPlan, {}, file, { fields: { id, commandId }, onProgress });
        change(id, { result, share: 1 });
        void client.invalidateQueries({ queryKey: ['plan'] });
      } catch (error) {
        change(id, { problem: asProblem(error), share: 0 });
      }
    });
  };
  return {
    imports,
    add: (files: Iterable<File>) => {
      for (const file of files) {
        const id = newId();
        setImports((all) => [...all, { id, file, share: 0, result: null, problem: null }]);
        send(id, file);
      }
    },
    retry: ({ id, file }: PlanImport) => {
      change(id, { problem: null });
      send(id, file);
    },
  };
}
