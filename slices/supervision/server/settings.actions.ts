import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { issuableBy } from '../domain/paper.policy.ts';
import type { Settings } from '../domain/settings.contract.ts';
import { PAPER_KINDS } from '../domain/supervision.terms.ts';
import { TRIGGER_RULES } from '../domain/trigger.defaults.ts';
import { sayConditions } from '../domain/trigger.rules.ts';
import type { Preset, RuleSetting } from '../domain/trigger.types.ts';
import {
  deleteSetting,
  kindKey,
  kindsOf,
  listSettings,
  ruleKey,
  rulesOf,
  type StoredSetting,
  upsertSetting,
  wordKey,
  wordOf,
} from './settings.queries.ts';

/** All settings as they hold, each with whether the county set it itself. */
export async function readSettings(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<Settings> {
  const [settings, bodies] = await Promise.all([listSettings(ctx), listBodies(ctx)]);
  const setBy = (key: string) => {
    const own: StoredSetting | undefined = settings.get(key);
    return { isOwn: own !== undefined, setAt: own?.setAt.toISOString() ?? null, setByName: own?.setByName ?? null };
  };
  const kinds = kindsOf(settings);
  return {
    rules: rulesOf(settings).map((rule) => ({
      code: rule.code,
      name: rule.name,
      preset: rule.preset,
      subject: rule.subject,
      paperKind: rule.paper,
      advice: rule.advice ?? null,
      when: sayConditions(rule),
      standing: rule.standing,
      enabled: rule.enabled,
      overdueDays: rule.when.overdueDays,
      source: rule.source,
      ...setBy(ruleKey(rule.code)),
    })),
    kinds: PAPER_KINDS.map((kind) => ({ kind, ...kinds[kind], ...setBy(kindKey(kind)) })),
    words: bodies
      .filter((body) => issuableBy(body.kind).length > 0)
      .map((body) => ({
        bodyId: body.id,
        bodyName: body.name,
        word: wordOf(settings, body),
        ...setBy(wordKey(body.id)),
      })),
  };
}

async function change(...command: Parameters<typeof configure>): Promise<Settings> {
  await configure(...command);
  return readSettings(command[0]);
}

/** Changes settings once: sent again it does nothing. @throws app/id-taken */
export async function configure(
  ctx: Ctx,
  commandId: string,
  data: Record<string, unknown>,
  write: (tx: TxCtx) => Promise<void>,
): Promise<void> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.action !== 'supervision:configure') throw appError('id-taken', {});
  if (recorded) return;
  await ctx.transaction(async (tx) => {
    await write(tx);
    const subject = { kind: 'supervisionSetting', id: commandId };
    tx.record({ id: commandId, action: 'supervision:configure', subject, data });
  });
}

export const put = (key: string, setting: unknown) => (tx: TxCtx) =>
  setting === null ? deleteSetting(tx, key) : upsertSetting(tx, key, setting);

/** @throws app/not-found for a code that no rule has */
export function setRule(ctx: Ctx, code: string, commandId: string, setting: RuleSetting | null): Promise<Settings> {
  const rule = TRIGGER_RULES.find((one) => one.code === code);
  if (!rule) throw appError('not-found', { what: '这条规则' });
  // A rule that does not rest on time has no days to set.
  const kept = setting && { ...setting, overdueDays: rule.when.overdueDays === null ? null : setting.overdueDays };
  return change(ctx, commandId, { rule: code, setting: kept }, put(ruleKey(code), kept));
}

export function setKind(
  ctx: Ctx,
  kind: (typeof PAPER_KINDS)[number],
  commandId: string,
  setting: unknown,
): Promise<Settings> {
  return change(ctx, commandId, { paperKind: kind, setting }, put(kindKey(kind), setting));
}

/** @throws app/not-found for a body of another county */
export async function setWord(ctx: Ctx, bodyId: string, commandId: string, setting: unknown): Promise<Settings> {
  if (!(await listBodies(ctx)).some(({ id }) => id === bodyId)) throw appError('not-found', { what: '这个单位' });
  return change(ctx, commandId, { bodyId, setting }, put(wordKey(bodyId), setting));
}

/** Switches all rules of a preset, keeping their days; `source` names the county's own document. */
export async function setPreset(
  ctx: Ctx,
  preset: Preset,
  { commandId, enabled, source }: { commandId: string; enabled: boolean; source: string | null },
): Promise<Settings> {
  return change(ctx, commandId, { preset, enabled, source }, async (tx) => {
    const rules = rulesOf(await listSettings(tx));
    for (const rule of rules.filter((one) => one.preset === preset)) {
      const setting = { enabled, overdueDays: rule.when.overdueDays, source: source || rule.source };
      await upsertSetting(tx, ruleKey(rule.code), setting);
    }
  });
}
