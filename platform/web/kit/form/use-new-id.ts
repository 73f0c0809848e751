import { useContext, useState } from 'react';
import { newId } from '../../../domain/ids.ts';
import { SessionContext } from '../../session.ts';
import { readStored, writeStored } from '../../stored.ts';

/**
 * An id for what a form creates: the same for every attempt to send it, so that the server recognises a repeat.
 * @param draft name of the form's draft; the id is then kept with it, until it was sent
 */
export function useNewId(draft?: string): string {
  const userId = useContext(SessionContext)?.userId ?? 'guest';
  return useState(() => {
    if (draft === undefined) return newId();
    const key = `draft.${userId}.${draft}.id`;
    const id = readStored<string | null>(key, null) ?? newId();
    writeStored(key, id);
    return id;
  })[0];
}
