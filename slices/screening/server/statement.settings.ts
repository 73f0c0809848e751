import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import type { z } from 'zod';
import {
  type CommitmentSetting,
  commitmentSettingSchema,
  DEFAULT_COMMITMENT,
  DEFAULT_SCREENING,
  DEFAULT_STATEMENT,
  type ScreeningSetting,
  type StatementSetting,
  type StatementSettings,
  type setStatementSettings,
  statementSettingSchema,
} from '../domain/statement.settings.ts';
import { findSettings } from './file.queries.ts';
import { countAgainJob } from './screening.jobs.ts';
import {
  deleteScreeningSetting,
  deleteSetting,
  findScreeningSetting,
  listSettings,
  upsertScreeningSetting,
  upsertSetting,
} from './statement.settings.queries.ts';
import type { ReadCtx } from './statement.tables.ts';

export async function commitmentSetting(ctx: ReadCtx): Promise<CommitmentSetting> {
  const own = (await listSettings(ctx)).get('commitment');
  return own ? commitmentSettingSchema.parse(own.value) : DEFAULT_COMMITMENT;
}

export async function statementSetting(ctx: ReadCtx): Promise<StatementSetting> {
  const own = (await listSettings(ctx)).get('statement');
  return own ? statementSettingSchema.parse(own.value) : DEFAULT_STATEMENT;
}

/** Whether the county asks it of an industry. */
export const isOwed = (industry: string, { industries }: { readonly industries: readonly string[] | null }): boolean =>
  industries === null || industries.includes(industry);

export async function presentSettings(ctx: ReadCtx): Promise<StatementSettings> {
  const [settings, screening] = await Promise.all([listSettings(ctx), findScreeningSetting(ctx)]);
  const setBy = (key: 'commitment' | 'statement') => {
    const own = settings.get(key);
    return { isOwn: own !== undefined, setAt: own?.setAt.toISOString() ?? null, setByName: own?.setByName ?? null };
  };
  const [commitment, statement] = [settings.get('commitment'), settings.get('statement')];
  const { makeUpDays, lateFilingDays, source } = screening ?? DEFAULT_SCREENING;
  return {
    screening: {
      ...{ makeUpDays, lateFilingDays, source },
      isOwn: screening !== undefined,
      setAt: screening?.setAt.toISOString() ?? null,
      setByName: screening?.setByName ?? null,
    },
    commitment: {
      ...(commitment ? commitmentSettingSchema.parse(commitment.value) : DEFAULT_COMMITMENT),
      ...setBy('commitment'),
    },
    statement: {
      ...(statement ? statementSettingSchema.parse(statement.value) : DEFAULT_STATEMENT),
      ...setBy('statement'),
    },
    abilities: { configure: ctx.actor.permissions.has('screening:configure') },
  };
}

/** @throws app/id-taken */
export async function setSettings(
  ctx: Ctx,
  { commandId, screening, commitment, statement }: z.output<typeof setStatementSettings.body>,
): Promise<StatementSettings> {
  const action = 'screening:configureStatements';
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.action !== action) throw appError('id-taken', {});
  if (!recorded) {
    await ctx.transaction(async (tx) => {
      const values = { screening, commitment, statement };
      if (screening !== undefined) await setScreening(tx, screening);
      for (const key of ['commitment', 'statement'] as const) {
        const value = values[key];
        if (value === null) await deleteSetting(tx, key);
        else if (value !== undefined) await upsertSetting(tx, key, value);
      }
      const data = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
      tx.record({ id: commandId, action, subject: { kind: 'statementSetting', id: commandId }, data });
    });
  }
  return presentSettings(ctx);
}

/** Slots that the longer of both limits keeps open are counted again: figures follow the rule in force. */
async function setScreening(tx: TxCtx, setting: ScreeningSetting | null): Promise<void> {
  const before = await findSettings(tx);
  if (setting === null) await deleteScreeningSetting(tx);
  else await upsertScreeningSetting(tx, setting);
  const after = await findSettings(tx);
  if (before.makeUpDays === after.makeUpDays) return;
  const from = addDays(today(tx.clock), -Math.max(before.makeUpDays, after.makeUpDays) - 1);
  await enqueue(tx, countAgainJob, { from }, { key: 'all' });
}
