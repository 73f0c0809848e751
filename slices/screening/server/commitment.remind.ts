import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listWithout } from '@zhiben/slices/enterprise/server';
import { listPeople } from '@zhiben/slices/identity/server';
import { remindsNow, sayReminder } from '../domain/commitment.rules.ts';
import { doneOn, findDeputy } from './commitment.queries.ts';
import { officialId } from './official-ids.ts';
import { commitmentSetting } from './statement.settings.ts';
import { listSuspendedWhole } from './suspensions.queries.ts';

const BATCH = 300;
/** From which the id of a day's last fact is made: where it is recorded, the day is done. */
const REMINDERS = '018e0000-0000-7000-8000-000000000002';

/**
 * Reminds those who sign of a commitment that is owed today and was not made: once a day from the hour that the county
 * set, not where the whole enterprise is filed as suspended. Running again tells nobody twice.
 * @returns how many people were told
 */
export async function remindCommitments(ctx: Ctx): Promise<number> {
  const setting = await commitmentSetting(ctx);
  const now = ctx.clock.now();
  if (!remindsNow(setting, now)) return 0;
  const day = localDate(now);
  const lastId = officialId(REMINDERS, `${ctx.actor.county} ${day}`);
  if (await findRecorded(ctx.db, ctx.actor.county, lastId)) return 0;
  const owing = { industries: setting.industries, done: doneOn(ctx, day), filter: {} };
  let told = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listWithout>> = await listWithout(ctx, owing, {
      limit: BATCH,
      ...(cursor !== null && { cursor }),
    });
    cursor = page.nextCursor;
    told += await ctx.transaction(async (tx) => {
      const ids = page.rows.map(({ id }) => id);
      const suspended = await listSuspendedWhole(tx, ids, now);
      let people = 0;
      for (const id of ids) {
        if (suspended.has(id)) continue;
        people += await notify(tx, {
          userIds: await listSigners(tx, id, day),
          kind: 'screening:commitment',
          ...sayReminder(day, setting),
          link: '/commitments/sign',
          dedupeKey: `commitment:${day}:${id}`,
          inAppOnly: true,
        });
      }
      const id = cursor === null ? lastId : newId();
      const data = { day, asked: ids.length, suspended: suspended.size, people };
      tx.record({ id, action: 'screening:remindCommitments', subject: { kind: 'commitmentReminder', id }, data });
      return people;
    });
  } while (cursor !== null);
  return told;
}

/** The principal and whoever signs in the principal's place; where neither has an account, the safety managers. */
async function listSigners(tx: TxCtx, enterpriseId: string, day: string): Promise<string[]> {
  const [principals, deputy] = await Promise.all([
    listPeople(tx, { enterpriseId }, ['enterprisePrincipal']),
    findDeputy(tx, enterpriseId),
  ]);
  const signers = [...principals, ...(deputy && deputy.until >= day ? [deputy.userId] : [])];
  return signers.length > 0 ? signers : listPeople(tx, { enterpriseId }, ['enterpriseSafetyManager']);
}
