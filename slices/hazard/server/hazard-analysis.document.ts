import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type Block, type TableRow, writeOfficialDocx } from '@zhiben/platform/server/docx/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import {
  type AnalysisFigure,
  type AnalysisFilter,
  type AnalysisRow,
  DIMENSION_NAMES,
  STAGE_NAMES,
  STAGES,
} from '../domain/hazard-analysis.contract.ts';
import { pastEnd, sayMonths, share } from '../domain/hazard-analysis.rules.ts';
import { medianDurations } from './hazard-analysis.queries.ts';
import { analyse } from './hazard-analysis.ts';

const MOST_ROWS = 15;

/**
 * The figures of the months as an official document (GB/T 9704—2012), to be read over and completed by hand: it states
 * what was counted and draws no conclusion that nobody drew.
 */
export async function writeAnalysisDocument(ctx: Ctx, filter: AnalysisFilter): Promise<Buffer> {
  const of = (by: 'division' | 'industry' | 'channel' | 'criterion') => analyse(ctx, { ...filter, by });
  const [divisions, industries, channels, criteria, durations] = await Promise.all([
    of('division'),
    of('industry'),
    of('channel'),
    of('criterion'),
    medianDurations(ctx, filter),
  ]);
  const { figures } = divisions.total;
  const n = (figure: AnalysisFigure) => figures[figure] ?? 0;
  const rate = (part: AnalysisFigure, whole: AnalysisFigure) => sayRate(share(n(part), n(whole)));
  const months = sayMonths(filter);
  const until = pastEnd(filter, today(ctx.clock)) ? '期末' : `${sayDay(today(ctx.clock))}当日`;
  const medians = STAGES.flatMap((stage) =>
    durations.median[stage] === null ? [] : [`${STAGE_NAMES[stage]} ${durations.median[stage]} 天`],
  );
  const body: Block[] = [
    {
      kind: 'paragraph',
      text: `现将${months}事故隐患排查治理情况分析如下。不构成隐患的不计入；移送、关闭单列，不计入销号；逾期为${until}数。`,
    },
    { kind: 'heading', level: 1, text: '总体情况' },
    {
      kind: 'paragraph',
      text: `期初未销号 ${n('opening')} 项，新登记 ${n('registered')} 项，销号 ${n('closed')} 项，移送、关闭 ${n('left')} 项，期末未销号 ${n('open')} 项。销号的隐患中按期完成 ${n('closedOnTime')} 项，按期率${rate('closedOnTime', 'closed')}。逾期未销号 ${n('overdue')} 项，期内登记的隐患中延期 ${n('extended')} 项、复发 ${n('recurrent')} 项。`,
    },
    { kind: 'heading', level: 1, text: '存量与增量' },
    {
      kind: 'paragraph',
      text: `2023年底前发现的存量隐患 ${n('stock')} 项，已销号 ${n('stockClosed')} 项，清零率${rate('stockClosed', 'stock')}。2024年以来新增 ${n('increase')} 项，已销号 ${n('increaseClosed')} 项，销号率${rate('increaseClosed', 'increase')}。`,
    },
    { kind: 'heading', level: 1, text: '办理用时' },
    {
      kind: 'paragraph',
      text:
        durations.closed === 0
          ? '期内没有销号的隐患。'
          : `期内销号的 ${durations.closed} 项隐患，用时中位数：${medians.join('，')}。`,
    },
    { kind: 'heading', level: 1, text: '分布情况' },
    table(DIMENSION_NAMES.division, divisions.rows),
    table(DIMENSION_NAMES.industry, industries.rows),
    table(DIMENSION_NAMES.channel, channels.rows),
    table(
      DIMENSION_NAMES.criterion,
      criteria.rows.filter(({ key }) => key !== ''),
    ),
  ];
  const [names, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const county = names.find(({ code }) => code === ctx.actor.county.padEnd(12, '0'))?.name ?? '';
  const issuer = bodies.find(({ id }) => id === ctx.actor.bodyId)?.name ?? county;
  return writeOfficialDocx({
    title: `${county}${months}\n事故隐患排查治理情况分析`,
    subtitle: '送审稿',
    body,
    signature: { issuer, on: null },
  });
}

/** 2024年3月20日, as documents write it. */
function sayDay(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A criterion is quoted no further than it is told apart by. */
const MOST_QUOTED = 40;
const quoted = (name: string) => (name.length > MOST_QUOTED ? `${name.slice(0, MOST_QUOTED - 1)}…` : name);

function sayRate(rate: number | null): string {
  return rate === null ? '无从计算' : ` ${rate}%`;
}

function table(dimension: string, rows: readonly AnalysisRow[]): Block {
  const columns = [
    { header: dimension, share: 32 },
    ...['期末未销号', '新登记', '销号', '按期率', '逾期未销号'].map((header) => ({
      header,
      share: 13,
      align: 'right' as const,
    })),
  ];
  const lines: TableRow[] = rows.slice(0, MOST_ROWS).map(({ name, figures }) => {
    const rate = share(figures.closedOnTime ?? 0, figures.closed ?? 0);
    const numbers = [figures.open, figures.registered, figures.closed].map((value) => String(value ?? 0));
    return [quoted(name), ...numbers, rate === null ? '—' : `${rate}%`, String(figures.overdue ?? 0)];
  });
  const caption = rows.length > MOST_ROWS ? `按${dimension}（前 ${MOST_ROWS} 位）` : `按${dimension}`;
  return { kind: 'table', caption, unit: '单位：项', columns, rows: lines, size: 10.5 };
}
