import { newId } from '@zhiben/platform/domain/ids.ts';
import { listHolders } from '@zhiben/platform/domain/permission.contract.ts';
import * as identity from '@zhiben/slices/identity/domain';
import { insertUsers, openSession } from '@zhiben/slices/identity/server';
import { inCounty, noRecord, type Sample, type Setting } from '../permission-matrix-world.ts';
import { aDepartment, anEnterprise, aUser, command } from './common.ts';

const onUser = (setting: Setting) => ({ params: { id: aUser(setting) }, body: command() });
const inspector = (bodyId: string) => ({ name: '测试新人', role: 'inspector', bodyId }) as const;

async function aNewUser({ county }: Setting): Promise<string> {
  const id = newId();
  const scope = { enterpriseId: null, division: `${county.code}000000`, industries: null };
  const user = { id, account: `m-${id}`, ...inspector(county.bodies.emergency), ...scope };
  await county.ctxOf('admin').transaction(async (tx) => {
    await insertUsers(tx, [{ ...user, passwordHash: null, mustChangePassword: false }]);
    tx.record({ id, action: 'test:enter', subject: { kind: 'user', id }, data: {} });
  });
  return id;
}

/** A second session of the person; its number as the person's list shows it. */
async function anotherSession({ county, person }: Setting): Promise<string> {
  const device = { ip: '127.0.0.1', userAgent: 'test' };
  await openSession(county.ctxOf(person), { id: county.userIds[person], county: county.code }, device, null);
  const { rows } = (await county.as(person).get('/api/account/sessions')).json<{
    rows: { id: string; current: boolean }[];
  }>();
  return rows.find((row) => !row.current)?.id ?? '0'.repeat(64);
}

export const identitySamples: readonly Sample[] = [
  noRecord(identity.getSession, () => ({}), { openBecause: 'says whether there is a session' }),
  noRecord(identity.signIn, () => ({ body: { account: 'nobody', password: 'wrong' } }), {
    openBecause: 'begins a session',
  }),
  noRecord(identity.signOut, () => ({}), { last: true, openBecause: 'ends a session, also one that has ended' }),
  noRecord(identity.startOidc, () => ({ query: {} }), { openBecause: 'begins a session' }),
  noRecord(identity.finishOidc, () => ({}), { openBecause: 'begins a session' }),
  noRecord(identity.getAccount, () => ({})),
  noRecord(listHolders, () => ({ params: { permission: 'hazard:read' } })),
  noRecord(identity.changePassword, () => ({ body: { commandId: newId(), current: 'wrong', next: 'Meihua-7391' } })),
  noRecord(identity.startTotp, () => ({ body: { commandId: newId(), password: 'wrong' } })),
  noRecord(identity.confirmTotp, () => ({ body: { commandId: newId(), code: '000000' } })),
  noRecord(identity.disableTotp, () => ({ body: { commandId: newId(), password: 'wrong' } })),
  noRecord(identity.listOwnSessions, () => ({})),
  inCounty(identity.endOwnSession, async (setting) => ({ params: { id: await anotherSession(setting) } })),
  noRecord(identity.endOtherSessions, () => ({})),
  noRecord(identity.listUsers, () => ({ query: {} })),
  noRecord(identity.countUsers, () => ({ query: {} })),
  inCounty(identity.getUser, (setting) => ({ params: { id: aUser(setting) } })),
  noRecord(identity.getUserTemplate, () => ({})),
  noRecord(identity.importUsers, () => {
    const body = new FormData();
    body.append('file', new Blob(['no sheet']), 'users.xlsx');
    return { query: { commandId: newId() }, body };
  }),
  noRecord(
    identity.createUser,
    ({ county }) => {
      const id = newId();
      return { body: { id, account: `m-${id}`, ...inspector(county.bodies.emergency) } };
    },
    { references: { bodyId: aDepartment, enterpriseId: anEnterprise } },
  ),
  inCounty(
    identity.updateUser,
    async (setting) => {
      const body = { commandId: newId(), version: 1, ...inspector(aDepartment(setting)) };
      return { params: { id: await aNewUser(setting) }, body };
    },
    { references: { bodyId: aDepartment, enterpriseId: anEnterprise } },
  ),
  inCounty(identity.disableUser, onUser),
  inCounty(identity.enableUser, onUser),
  inCounty(identity.unlockUser, onUser),
  inCounty(identity.resetPassword, onUser),
  inCounty(identity.removeTotp, onUser),
];
