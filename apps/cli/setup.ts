import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { systemClock } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { hashPassword, newToken } from '@zhiben/platform/server/auth/secrets.ts';
import { createCtx } from '@zhiben/platform/server/ctx.ts';
import { createLog } from '@zhiben/platform/server/log.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { hasDivisions, insertBodies, insertDivisions } from '@zhiben/slices/division/server';
import { insertUsers } from '@zhiben/slices/identity/server';
import { readConfig } from '../config.ts';
import { openDatabase } from '../database.ts';
import { createServices } from '../server.ts';

interface Options {
  readonly county: string;
  readonly name: string;
  readonly account: string;
  readonly json?: boolean;
}

/** Enters a county with its committee office and an administrator, whose first password is shown once. */
export async function setup({ county, name, account, json }: Options): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase(config, { share: true });
  try {
    if (await hasDivisions(database.app.db, county))
      throw new StartupError(`区划代码 ${county} 已经建立，不能重复建立。`);
    const password = `Zb-${newToken().token.slice(0, 16)}`;
    const ctx = createCtx({
      connection: database.app,
      actor: systemActor(county),
      clock: systemClock,
      log: createLog(),
      requestId: 'setup',
      services: createServices(config),
    });
    const whole = `${county}000000`;
    const officeId = newId();
    const userId = newId();
    const passwordHash = await hashPassword(password);
    await ctx.transaction(async (tx) => {
      await insertDivisions(tx, [{ code: whole, name, kind: 'county', parent: null }]);
      const office = { id: officeId, name: `${name}安全生产委员会办公室`, shortName: '安委办', industries: null };
      await insertBodies(tx, [{ ...office, kind: 'committeeOffice', division: whole }]);
      const person = { id: userId, account, name: '系统管理员', role: 'administrator' as const, bodyId: officeId };
      const scope = { enterpriseId: null, division: whole, industries: null };
      await insertUsers(tx, [{ ...person, ...scope, passwordHash, mustChangePassword: true }]);
      tx.record({
        id: newId(),
        action: 'county:setup',
        subject: { kind: 'user', id: userId },
        data: { name, account },
      });
    });
    const said = `已建立${name}（${county}）。管理员账号 ${account}，初始密码 ${password}，首次登录须修改。此密码只显示这一次。`;
    console.log(json ? JSON.stringify({ county, account, password }) : said);
  } finally {
    await database.close();
  }
}
