import { useEffect, useRef, useState } from 'react';
import { newId } from '../../../domain/ids.ts';
import { asProblem, type ProblemError } from '../../problem.ts';
import { upload } from '../../upload.ts';

/** A file on its way to the server. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  /** 0 to 1 */
  readonly share: number;
  readonly problem: ProblemError | null;
}

/**
 * Uploads files one by one (rural lines carry one at a time) and says how far each is.
 * @param onStored called with the id of each file that has arrived
 */
export function useUploads(onStored: (id: string) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const aborts = useRef(new Map<string, AbortController>());
  const stored = useRef(onStored);
  useEffect(() => {
    stored.current = onStored;
  });

  const change = (id: string, changes: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const drop = (id: string) => {
    aborts.current.get(id)?.abort();
    setUploads((all) => all.filter((one) => one.id !== id));
  };
  const send = (id: string, file: File) => {
    const abort = new AbortController();
    aborts.current.set(id, abort);
    queue.current = queue.current.then(async () => {
      if (abort.signal.aborted) return;
      try {
        await upload(file, { id, signal: abort.signal, onProgress: (share) => change(id, { share }) });
        setUploads((all) => all.filter((one) => one.id !== id));
        stored.current(id);
      } catch (error) {
        if (!abort.signal.aborted) change(id, { problem: asProblem(error), share: 0 });
      }
    });
  };
  return {
    uploads,
    add: (files: Iterable<File>) => {
      for (const file of files) {
        const id = newId();
        setUploads((all) => [...all, { id, file, share: 0, problem: null }]);
        send(id, file);
      }
    },
    retry: (id: string, file: File) => {
      change(id, { problem: null });
      send(id, file);
    },
    cancel: drop,
  };
}
