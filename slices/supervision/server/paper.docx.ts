import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import {
  type Block,
  type Colophon,
  type OfficialDocument,
  writeOfficialDocx,
} from '@zhiben/platform/server/docx/index.ts';
import { day, titleInLines } from '../domain/paper.draft.ts';
import type { Paper } from '../domain/paper.state.ts';
import { KINDS } from '../domain/supervision.terms.ts';

/** Letters go in 信函格式; what is ordered of many is a document 文件. */
const AS_DOCUMENT: ReadonlySet<Paper['kind']> = new Set(['circular', 'listedSupervision', 'exposure']);

/** A paper as docx in the layout of GB/T 9704—2012. A draft says that it is one, and carries no number. */
export function paperDocx(paper: Paper): Promise<Buffer> {
  const { issuerName, issuedAt, title, number } = paper;
  const issuedOn = issuedAt === null ? null : localDate(new Date(issuedAt));
  const document: OfficialDocument = {
    letterhead: { issuer: issuerName, form: AS_DOCUMENT.has(paper.kind) ? 'document' : 'letter' },
    ...(number !== null && issuedAt !== null && { docNumber: number }),
    title: titleInLines(title),
    ...(issuedAt === null && { subtitle: '送审稿' }),
    addressee: namesOf(paper, 'main'),
    body: linesOf(paper.body),
    signature: { issuer: issuerName, on: issuedOn },
    colophon: colophonOf(paper, issuedOn),
  };
  return writeOfficialDocx(document);
}

/** The notice that takes a plate down 摘牌. @throws app/not-found where the paper has none */
export function delistingDocx(paper: Paper): Promise<Buffer> {
  const { issuerName, closedAt, delistingNumber, number, subjectName } = paper;
  if (delistingNumber === null || closedAt === null) throw appError('not-found', { what: '这份摘牌通知' });
  const main = namesOf(paper, 'main');
  const on = localDate(new Date(closedAt));
  return writeOfficialDocx({
    letterhead: { issuer: issuerName },
    docNumber: delistingNumber,
    title: titleInLines(`关于解除${main}重大事故隐患挂牌督办的通知`),
    addressee: main,
    body: [
      indented(
        `${number}挂牌督办的重大事故隐患（${subjectName.replace(/[。；]+$/, '')}），已完成治理，经现场验收合格。`,
      ),
      indented('现决定解除挂牌督办，予以摘牌，并在原公布范围公告。请巩固治理成果，防止同类隐患重复发生。'),
    ],
    signature: { issuer: issuerName, on },
    colophon: colophonOf(paper, on),
  });
}

/** The record of a talk 约谈记录, with lines to sign. @throws app/not-found where none was recorded */
export async function talkDocx(ctx: Pick<Ctx, 'db' | 'actor'>, paper: Paper): Promise<Buffer> {
  const facts = await listTimeline(ctx.db, ctx.actor.county, paper.id);
  const talk = facts.findLast(({ action }) => action === 'supervision:recordTalk')?.data;
  if (!talk) throw appError('not-found', { what: '约谈记录' });
  const said = (key: string) => String(talk[key] ?? '');
  const lines: readonly (readonly [string, string])[] = [
    ['约谈事由', paper.subjectName],
    ['约谈文书', paper.number ?? ''],
    ['约谈时间', day(said('talkedOn'))],
    ['约谈地点', said('place')],
    ['主持人', said('host')],
    ['参加人员', said('attendees')],
  ];
  return writeOfficialDocx({
    title: '约谈记录',
    body: [
      ...lines.map(([label, text]) => indented(`${label}：${text}`)),
      { kind: 'heading', level: 1, text: '约谈内容' },
      ...linesOf(said('minutes')),
      { kind: 'heading', level: 1, text: '议定事项' },
      ...linesOf(said('agreed')),
      indented('被约谈人（签字）：'),
      indented('约谈人（签字）：'),
      indented('记录人（签字）：'),
    ],
    signature: { issuer: paper.issuerName, on: said('talkedOn') },
  });
}

/** Without its ending. */
export function fileName(paper: Paper, part: 'paper' | 'delisting' | 'talk'): string {
  const number = (part === 'delisting' ? paper.delistingNumber : paper.number) ?? '';
  const what = { paper: KINDS[paper.kind].name, delisting: '摘牌通知', talk: '约谈记录' }[part];
  return `${number}${what}`;
}

function namesOf({ receipts }: Paper, role: 'main' | 'copy'): string {
  return receipts.flatMap((receipt) => (receipt.role === role ? [receipt.partyName] : [])).join('、');
}

/** 抄送 and, once it is issued, by whom and when it was printed. */
function colophonOf(paper: Paper, printedOn: LocalDate | null): Colophon {
  const copies = namesOf(paper, 'copy');
  return {
    ...(copies !== '' && { copies }),
    ...(printedOn !== null && { printedBy: { issuer: paper.issuerName, on: printedOn } }),
  };
}

const indented = (text: string): Block => ({ kind: 'paragraph', text });

/** The paragraphs as typed: a number that stands in front of one is part of its words. */
function linesOf(text: string): Block[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [indented(line.trim())]));
}
