import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { defaultBodyWord } from '../domain/paper.rules.ts';
import {
  type KindSetting,
  kindSettingSchema,
  ruleSettingSchema,
  wordSettingSchema,
} from '../domain/settings.contract.ts';
import { PAPER_KINDS, type PaperKind } from '../domain/supervision.terms.ts';
import { rulesWith } from '../domain/trigger.rules.ts';
import type { RuleSetting, TriggerRule } from '../domain/trigger.types.ts';
import { type ReadCtx, tables } from './supervision.tables.ts';

/** A default that is configurable, not law: no reference names a number of days for every paper. */
const DEFAULT_KIND: Record<PaperKind, KindSetting> = {
  promptLetter: { needsApproval: false, replyDays: 5 },
  assignment: { needsApproval: false, replyDays: 5 },
  supervisionOrder: { needsApproval: true, replyDays: 7 },
  circular: { needsApproval: true, replyDays: 10 },
  summonsTalk: { needsApproval: true, replyDays: 5 },
  listedSupervision: { needsApproval: true, replyDays: 10 },
  exposure: { needsApproval: true, replyDays: 10 },
  accountabilityProposal: { needsApproval: true, replyDays: 15 },
};

export interface StoredSetting {
  readonly value: unknown;
  readonly setAt: Date;
  readonly setByName: string;
}

/** All that the county set itself, by key. */
export async function listSettings({ db, actor }: ReadCtx): Promise<Map<string, StoredSetting>> {
  const rows = await tables(plannedOnce(db))
    .selectFrom('supervision_settings')
    .select(['key', 'value', 'set_at as setAt', 'set_by_name as setByName'])
    .where('county', '=', actor.county)
    .execute();
  return new Map(rows.map(({ key, ...stored }) => [key, stored]));
}

export const ruleKey = (code: string) => `rule:${code}`;
export const kindKey = (kind: PaperKind) => `kind:${kind}`;
export const wordKey = (bodyId: string) => `word:${bodyId}`;

/** The rules as they hold in the county. */
export function rulesOf(settings: ReadonlyMap<string, StoredSetting>): TriggerRule[] {
  const own = new Map<string, RuleSetting>();
  for (const [key, { value }] of settings) {
    if (key.startsWith('rule:')) own.set(key.slice('rule:'.length), ruleSettingSchema.parse(value));
  }
  return rulesWith(own);
}

export async function findRules(ctx: ReadCtx): Promise<TriggerRule[]> {
  return rulesOf(await listSettings(ctx));
}

export function kindsOf(settings: ReadonlyMap<string, StoredSetting>): Record<PaperKind, KindSetting> {
  const entries = PAPER_KINDS.map((kind) => {
    const stored = settings.get(kindKey(kind));
    return [kind, stored ? kindSettingSchema.parse(stored.value) : DEFAULT_KIND[kind]];
  });
  return Object.fromEntries(entries);
}

export async function findKind(ctx: ReadCtx, kind: PaperKind): Promise<KindSetting> {
  return kindsOf(await listSettings(ctx))[kind];
}

/** The word of a body in its numbers 发文代字. */
export function wordOf(settings: ReadonlyMap<string, StoredSetting>, body: { id: string; shortName: string }): string {
  const stored = settings.get(wordKey(body.id));
  return stored ? wordSettingSchema.parse(stored.value).word : defaultBodyWord(body.shortName);
}

export async function upsertSetting(tx: TxCtx, key: string, value: unknown): Promise<void> {
  const { county, userId, name } = tx.actor;
  const set = { value: JSON.stringify(value), set_at: tx.clock.now(), set_by: userId, set_by_name: name };
  await tables(tx.db)
    .insertInto('supervision_settings')
    .values({ county, key, ...set })
    .onConflict((c) => c.columns(['county', 'key']).doUpdateSet(set))
    .execute();
}

/** Back to the default; what held before stands in the audit chain. */
export async function deleteSetting(tx: TxCtx, key: string): Promise<void> {
  await tables(tx.db)
    .deleteFrom('supervision_settings')
    .where('county', '=', tx.actor.county)
    .where('key', '=', key)
    .execute();
}
