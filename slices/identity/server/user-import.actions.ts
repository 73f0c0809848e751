import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import { hashPassword } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { divisionName } from '@zhiben/slices/division/server';
import { identityError } from '../domain/identity.terms.ts';
import type { ImportResult } from '../domain/user.contract.ts';
import type { ImportedUser } from '../domain/user-import.rules.ts';
import { newTemporaryPassword } from './temporary-password.ts';
import { isAccountTaken } from './user.actions.ts';
import { insertUsers } from './user.queries.ts';
import { type ImportReading, readUserSheet } from './user-sheet.ts';

interface ImportCommand {
  readonly commandId: string;
  readonly apply: boolean;
}

/**
 * Reads a sheet of users and says of each row what it would become; with `apply` the good rows are entered, all in
 * one transaction, each with a temporary password that stands in this answer and nowhere else.
 * @param path of the uploaded file
 * @throws what `readUserSheet` throws, identity/import-repeated, identity/import-overtaken
 */
export async function importUsers(ctx: Ctx, path: string, { commandId, apply }: ImportCommand): Promise<ImportResult> {
  if (apply && (await findRecorded(ctx.db, ctx.actor.county, commandId))) throw identityError('import-repeated', {});
  const reading = await readUserSheet(ctx, path);
  const passwords = reading.users.map(() => (apply ? newTemporaryPassword() : null));
  if (apply && reading.users.length > 0) await enter(ctx, commandId, reading, passwords as string[]);
  return present(ctx, reading, passwords);
}

async function enter(ctx: Ctx, commandId: string, reading: ImportReading, passwords: readonly string[]) {
  const { users, badRows } = reading;
  const hashes = await Promise.all(passwords.map(hashPassword));
  const rows = users.map((user, n) => ({
    ...user,
    id: newId(),
    passwordHash: hashes[n] as string,
    mustChangePassword: true,
  }));
  try {
    await ctx.transaction(async (tx) => {
      await insertUsers(tx, rows);
      const summary = { entered: rows.length, badRows };
      tx.record({ id: commandId, action: 'user:import', subject: { kind: 'import', id: commandId }, data: summary });
      for (const { id, account, name, role, bodyId, enterpriseId, division, industries } of rows) {
        const data = { account, name, role, bodyId, enterpriseId, division, industries, import: commandId };
        tx.record({ id, action: 'user:create', subject: { kind: 'user', id, version: 1 }, data });
      }
    });
  } catch (error) {
    if (isAccountTaken(error)) throw identityError('import-overtaken', {});
    throw error;
  }
}

async function present(ctx: Ctx, reading: ImportReading, passwords: readonly (string | null)[]): Promise<ImportResult> {
  const codes = [...new Set(reading.users.map(({ division }) => division))];
  const names = new Map(await Promise.all(codes.map(async (code) => [code, await divisionName(ctx, code)] as const)));
  const good = reading.users.map((user: ImportedUser, n) => ({
    row: user.row,
    name: user.name,
    account: user.account,
    role: user.role,
    organisationName: user.organisationName,
    divisionName: names.get(user.division) ?? user.division,
    industries: user.industries ? [...user.industries] : null,
    temporaryPassword: passwords[n] ?? null,
  }));
  const applied = passwords.some((password) => password !== null);
  return { applied, good, badRows: reading.badRows, faults: [...reading.faults] };
}
