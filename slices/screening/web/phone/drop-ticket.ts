import { call } from '@zhiben/platform/web/api.ts';
import { keepAnswer, readKept } from '@zhiben/platform/web/offline/kept-answers.ts';
import { NOBODY } from '@zhiben/platform/web/offline/offline-db.ts';
import { getDropTicket } from '@zhiben/slices/screening/domain';

const NAME = 'drop-ticket';
const FRESH_MS = 12 * 3_600_000;

type Ticket = (typeof getDropTicket.response)['_output'];

/** Where anonymous reports of this enterprise go; the same for all its people, so that keeping it tells nothing. */
export async function keptTicket(): Promise<Ticket | null> {
  const parsed = getDropTicket.response.safeParse((await readKept(NOBODY, NAME))?.body);
  return parsed.success ? parsed.data : null;
}

/** Asks anew twice a day: an enterprise may replace it. @throws {ProblemError} */
export async function refreshTicket(): Promise<void> {
  const kept = await readKept(NOBODY, NAME);
  if (kept && Date.now() - Date.parse(kept.at) < FRESH_MS) return;
  await keepAnswer(NOBODY, NAME, await call(getDropTicket, {}));
}
