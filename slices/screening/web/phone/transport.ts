import { call } from '@zhiben/platform/web/api.ts';
import type { SyncTransport } from '@zhiben/platform/web/offline/transport.ts';
import { getSession } from '@zhiben/slices/identity/domain';
import {
  filesKnown,
  MOST_BYTES_A_BATCH,
  MOST_ITEMS_A_BATCH,
  type SyncKind,
  syncScreening,
} from '@zhiben/slices/screening/domain';
import { type KeptDrop, sendKeptDrop } from '../snapshot-drop.ts';
import { refreshTicket } from './drop-ticket.ts';
import { refreshPack } from './refresh-pack.ts';

/** Room for what stands around the items of a batch. */
const AROUND_BYTES = 2_000;

/** What people of an enterprise write on their phones goes to the server by the routes of self-inspection. */
export const transport: SyncTransport = {
  limits: { items: MOST_ITEMS_A_BATCH, bytes: MOST_BYTES_A_BATCH - AROUND_BYTES },
  person: async () => (await call(getSession, {})).session?.user.id ?? null,
  send: ({ items, ...batch }, person) => {
    const body = {
      ...batch,
      items: items.map((item) => ({ ...item, kind: item.kind as SyncKind, body: item.body as object })),
    };
    return call(syncScreening, { body: body as never }, undefined, person);
  },
  prepare: async () => {
    const { session } = await call(getSession, {});
    if (session?.permissions.includes('screening:do')) await refreshPack(session.user.id);
    if (session?.permissions.includes('screening:snap')) await refreshTicket();
  },
  sendNameless: async ({ id, body }) =>
    `企业应在 ${(await sendKeptDrop({ id, ...(body as KeptDrop) })).dueOn} 前答复，凭查询码查看。`,
  known: async (hashes, person) => (await call(filesKnown, { body: { hashes: [...hashes] } }, undefined, person)).known,
};
