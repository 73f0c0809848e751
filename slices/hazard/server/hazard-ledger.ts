import { today } from '@zhiben/platform/domain/clock.ts';
import { listFacts } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type SheetFile, sendSheet, streamSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { type Contact, listContacts } from '@zhiben/slices/enterprise/server';
import { listPapersAbout, type PaperAbout } from '@zhiben/slices/supervision/server';
import { getCriterion } from '@zhiben/standards';
import { LIMIT_UNIT_NAMES } from '../domain/hazard.limits.ts';
import { REGULATOR_FOUND, seenChannel } from '../domain/hazard.policy.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { CHANNEL_NAMES } from '../domain/hazard.terms.ts';
import { exportLedger, LEDGERS, type LedgerCode, listLedgers } from '../domain/hazard-ledger.contract.ts';
import { type ExportQuery, recordRows, walkStates } from './hazard-export.ts';
import { listOriginalChannels } from './hazard-import.queries.ts';
import { HAZARD_LEDGERS } from './hazard-ledger.columns.ts';
import { PAPER_LEDGERS } from './hazard-ledger.papers.ts';
import type { LedgerColumn, LedgerRow } from './hazard-ledger.rows.ts';
import { findLimit } from './hazard-limits.queries.ts';

const CODES = Object.keys(LEDGERS) as LedgerCode[];

export const hazardLedgerRoutes = [
  route(listLedgers, async () => ({
    rows: CODES.map((code) => ({
      code,
      ...LEDGERS[code],
      columns: columnsOf(code).map(({ header, help, isBlank }) => ({ header, help, isBlank })),
    })),
  })),
  route(exportLedger, async ({ ctx, params: { code }, query, raw: { reply } }) =>
    sendSheet(reply, await writeLedger(ctx, code, query)),
  ),
];

function columnsOf(code: LedgerCode): readonly LedgerColumn[] {
  return code in HAZARD_LEDGERS
    ? HAZARD_LEDGERS[code as keyof typeof HAZARD_LEDGERS]
    : PAPER_LEDGERS[code as keyof typeof PAPER_LEDGERS].columns;
}

function linesOf(code: LedgerCode): (row: LedgerRow) => LedgerRow[] {
  return code in HAZARD_LEDGERS ? (row) => [row] : PAPER_LEDGERS[code as keyof typeof PAPER_LEDGERS].linesOf;
}

/** A ledger in the form that is asked for: the rows of the list, in its order and scope, streamed. */
async function writeLedger(ctx: Ctx, code: LedgerCode, filter: ExportQuery): Promise<SheetFile> {
  const hazards = await recordRows(ctx, filter, code);
  const { title, source, line } = LEDGERS[code];
  const columns = columnsOf(code);
  const sheet = streamSheet({
    title,
    note: `表式：${source}（${code}），每行${line}　截至 ${today(ctx.clock)}　所选隐患 ${hazards} 项　导出人：${ctx.actor.name}${columns.some(({ isBlank }) => isBlank) ? '　空白栏由填报单位补填' : ''}`,
    columns,
    rows: lines(walkStates(ctx, filter), await rowMaker(ctx, code), linesOf(code)),
  });
  return { name: `${title}${today(ctx.clock)}`.replaceAll('/', '、'), sheet };
}

const BATCH = 500;

/** Surroundings are looked up for many rows at once; lines are numbered as they come. */
async function* lines(
  hazards: AsyncIterable<Hazard>,
  rowsOf: (hazards: readonly Hazard[]) => Promise<LedgerRow[]>,
  linesOfRow: (row: LedgerRow) => LedgerRow[],
): AsyncGenerator<LedgerRow> {
  let no = 0;
  const linesOfBatch = async (batch: readonly Hazard[]) => (await rowsOf(batch)).flatMap(linesOfRow);
  let batch: Hazard[] = [];
  for await (const hazard of hazards) {
    batch.push(hazard);
    if (batch.length < BATCH) continue;
    for (const line of await linesOfBatch(batch)) yield { ...line, no: ++no };
    batch = [];
  }
  for (const line of await linesOfBatch(batch)) yield { ...line, no: ++no };
}

const REGISTERED = ['hazard:register'];
const ACCEPTED = ['hazard:apply', 'hazard:accept', 'hazard:close'];
/** Which facts the lines of a form are made of: what nobody asks for is not read. */
const FACTS: Partial<Record<LedgerCode, readonly string[]>> = {
  L01: [...REGISTERED, 'hazard:confirm'],
  L02: [...REGISTERED, 'hazard:apply', 'hazard:reportProgress'],
  L03: ['hazard:confirm'],
  L04: ['hazard:applyExtension'],
  L05: ['hazard:approveExtension', 'hazard:refuseExtension'],
  L06: ['hazard:apply'],
  L07: ['hazard:accept', 'hazard:reject'],
  L08: [...REGISTERED, 'hazard:apply', 'hazard:accept'],
  L12: ACCEPTED,
  L14: [...REGISTERED, 'hazard:confirm', ...ACCEPTED],
};
const WITHOUT_PAPERS: ReadonlySet<LedgerCode> = new Set(['L01', 'L02', 'L04', 'L08']);

async function rowMaker(ctx: Ctx, code: LedgerCode): Promise<(hazards: readonly Hazard[]) => Promise<LedgerRow[]>> {
  const [divisions, bodies, lead] = await Promise.all([
    listDivisions(ctx),
    listBodies(ctx),
    findLimit(ctx, 'extensionLead', null),
  ]);
  const divisionNames = new Map(divisions.map(({ code: division, name }) => [division, name]));
  const bodyNames = new Map(bodies.map(({ id, name }) => [id, name]));
  const extensionLead = lead && `${lead.amount} ${LIMIT_UNIT_NAMES[lead.unit]}`;
  return async (hazards) => {
    const ids = hazards.map(({ id }) => id);
    const imported = hazards.filter(({ channel }) => channel === 'import').map(({ id }) => id);
    const [contacts, origins, facts, papers] = await Promise.all([
      listContacts(ctx, [...new Set(hazards.map(({ enterpriseId }) => enterpriseId))]),
      listOriginalChannels(ctx, imported),
      listFacts(ctx.db, ctx.actor.county, ids, FACTS[code] ?? []),
      WITHOUT_PAPERS.has(code) ? [] : listPapersAbout(ctx, ids),
    ]);
    const enterprises = new Map<string, Contact>(contacts.map((contact) => [contact.id, contact]));
    const papersOf = new Map<string, PaperAbout[]>();
    for (const paper of papers) papersOf.set(paper.subjectId, [...(papersOf.get(paper.subjectId) ?? []), paper]);
    return hazards.map((hazard): LedgerRow => {
      const seen = seenChannel(ctx.actor, hazard.channel);
      const original = origins.get(hazard.id);
      const criterion = hazard.criterionCode === null ? undefined : getCriterion(hazard.criterionCode);
      return {
        no: 0,
        hazard,
        enterprise: enterprises.get(hazard.enterpriseId) ?? null,
        division: divisionNames.get(hazard.division) ?? hazard.division,
        body: bodyNames.get(hazard.handlingBodyId ?? '') ?? null,
        registeredByBody: bodyNames.get(hazard.registeredByBody ?? '') ?? null,
        channel: seen ? CHANNEL_NAMES[seen] : REGULATOR_FOUND,
        originalChannel: original ? CHANNEL_NAMES[original] : null,
        criterion: criterion ? `${criterion.standard.title}${criterion.article}` : null,
        facts: facts.get(hazard.id) ?? [],
        papers: papersOf.get(hazard.id) ?? [],
        extensionLead,
        paper: null,
        fact: null,
      };
    });
  };
}
