import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { readRows, streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { z } from 'zod';
import {
  assess,
  isAfterAbove,
  isControlTooLow,
  type Judgement,
  judgementFault,
  leastControlLevel,
} from '../domain/assessment.rules.ts';
import { SCORE_TABLE_NAMES, SCORE_TABLES, type ScoreTableName } from '../domain/assessment.tables.ts';
import type { RiskEvent, RiskUnit } from '../domain/risk.contract.ts';
import {
  CONTROL_LEVEL_NAMES,
  type ControlLevel,
  DIRECT_RULES,
  type DirectRule,
  LEVEL_NAMES,
  MEASURE_CLASSES,
  type MeasureClass,
  MOST_EVENTS,
  MOST_MEASURES,
  riskError,
} from '../domain/risk.terms.ts';
import { addRisks, type NewRisk } from './add-risks.ts';
import { presentRiskFile } from './risk.present.ts';
import { writeRisks } from './risk-file.ts';

type Row = { readonly unit: RiskUnit; readonly event: RiskEvent };
const CLASSES = [1, 2, 3, 4] as const;
const header = (n: MeasureClass) => `${MEASURE_CLASSES[n]}措施`;

/** Factors in the order of the method's letters, 3×6×15: short enough to be typed. */
const sayFactors = ({ scoreTable }: RiskEvent, factors: Readonly<Record<string, number>> | null) =>
  scoreTable && factors && SCORE_TABLES[scoreTable].factors.map(({ key }) => factors[key]).join('×');

const COLUMNS: readonly WriteColumn<Row>[] = [
  { header: '风险分析单元', value: ({ unit }) => unit.name, width: 20 },
  { header: '部位', value: ({ unit }) => unit.place, width: 14 },
  { header: '危险源编码', value: ({ unit }) => unit.sourceCode, width: 14 },
  { header: '责任部门', value: ({ unit }) => unit.department, width: 14 },
  { header: '单元责任人', value: ({ unit }) => unit.ownerName, width: 12 },
  { header: '风险事件', value: ({ event }) => event.name, width: 28 },
  { header: '事故类型', value: ({ event }) => event.accidentType, width: 12 },
  { header: '评价方法', value: ({ event }) => event.scoreTable && SCORE_TABLES[event.scoreTable].label, width: 20 },
  { header: '管控前分值', value: ({ event }) => sayFactors(event, event.before), width: 12 },
  { header: '管控后分值', value: ({ event }) => sayFactors(event, event.after), width: 12 },
  { header: '直接判定', value: ({ event }) => event.directRule && DIRECT_RULES[event.directRule], width: 20 },
  { header: '风险等级', value: ({ event }) => (event.level ? LEVEL_NAMES[event.level] : '未评价'), width: 12 },
  {
    header: '管控层级',
    value: ({ event }) => event.controlLevel && CONTROL_LEVEL_NAMES[event.controlLevel],
    width: 12,
  },
  { header: '责任人', value: ({ event }) => event.ownerName, width: 12 },
  { header: '重新评价期限', value: ({ event }) => event.reviewDueOn, kind: 'date', width: 14 },
  ...CLASSES.map((n) => ({ header: header(n), value: ({ event }: Row) => sayMeasures(event, n), width: 32 })),
];

const sayMeasures = ({ measures }: RiskEvent, n: MeasureClass) =>
  measures
    .filter(({ class1 }) => class1 === n)
    .map(({ content }) => content)
    .join('\n');

/** The list of an enterprise as a sheet that can be changed and read in again. */
export async function exportRisks(ctx: Ctx, enterpriseId: string): Promise<{ name: string; sheet: Readable }> {
  const file = await presentRiskFile(ctx, enterpriseId);
  const rows = file.units.flatMap((unit) => unit.events.map((event) => ({ unit, event })));
  await recordExport(ctx, 'risk', { document: 'file', enterpriseId, rows: rows.length });
  const title = '安全风险分级管控清单';
  const note = `${file.enterpriseName}　截至 ${today(ctx.clock)}　共 ${rows.length} 个风险点`;
  const sheet = streamSheet({ title, note, columns: COLUMNS, rows });
  return { name: `${title}${today(ctx.clock)}`, sheet };
}

const optional = (max: number) => z.string().max(max, `不能超过 ${max} 字`).default('');
const tableOf = (label: string): ScoreTableName | undefined =>
  SCORE_TABLE_NAMES.find(
    (name) => SCORE_TABLES[name].label === label || name === label || name.startsWith(`${label}/`),
  );
const controlOf = (word: string) =>
  (Object.keys(CONTROL_LEVEL_NAMES) as ControlLevel[]).find(
    (level) => CONTROL_LEVEL_NAMES[level] === word || CONTROL_LEVEL_NAMES[level] === `${word}级`,
  );
const directOf = (words: string) =>
  (Object.keys(DIRECT_RULES) as DirectRule[]).find((rule) => DIRECT_RULES[rule] === words);
/** One of a few words, or nothing. */
const oneOf = <T>(find: (word: string) => T | undefined, message: string) =>
  z
    .string()
    .optional()
    .transform((word, check): T | null => {
      const found = word === undefined ? null : find(word);
      if (found !== undefined) return found;
      check.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
const factors = z
  .string()
  .max(40)
  .optional()
  .transform((words) => words?.split(/[×xX*，,、\s]+/).map(Number) ?? null);
const measures = z
  .string()
  .default('')
  .transform((words) =>
    words
      .split(/\n|；|;/)
      .map((word) => word.trim())
      .filter(Boolean),
  )
  .refine((all) => all.every((one) => one.length <= 500), '每条措施不能超过 500 字')
  .refine((all) => all.length <= MOST_MEASURES, `最多 ${MOST_MEASURES} 条措施`);

const READ = {
  unit: { header: '风险分析单元', aliases: ['风险单元', '单元名称'], schema: z.string().min(1).max(100) },
  place: { header: '部位', schema: optional(100) },
  sourceCode: { header: '危险源编码', schema: optional(50) },
  department: { header: '责任部门', schema: optional(50) },
  unitOwner: { header: '单元责任人', schema: optional(30) },
  name: { header: '风险事件', aliases: ['风险点', '风险描述'], schema: z.string().min(1).max(100) },
  accidentType: { header: '事故类型', schema: optional(30) },
  scoreTable: { header: '评价方法', schema: oneOf(tableOf, '应为 LS、LEC、MES 或系统中方法的全称') },
  before: { header: '管控前分值', schema: factors },
  after: { header: '管控后分值', schema: factors },
  directRule: { header: '直接判定', schema: oneOf(directOf, '应为系统列出的直接判定情形') },
  controlLevel: { header: '管控层级', schema: oneOf(controlOf, '应为公司级、车间级、班组级或岗位级') },
  owner: { header: '责任人', schema: optional(30) },
  measures1: { header: header(1), schema: measures },
  measures2: { header: header(2), schema: measures },
  measures3: { header: header(3), schema: measures },
  measures4: { header: header(4), schema: measures },
} as const;
type Cells = { readonly [K in keyof typeof READ]: z.output<(typeof READ)[K]['schema']> };

/** A row as a risk, or what is wrong with it taken together. */
function riskOfRow(cells: Cells, ownTable: ScoreTableName): NewRisk | string {
  const all = CLASSES.flatMap((class1) =>
    cells[`measures${class1}`].map((content) => ({
      dataSource: 2 as const,
      class1,
      class2: null,
      class3: '',
      content,
    })),
  );
  if (all.length > MOST_MEASURES) return `管控措施最多 ${MOST_MEASURES} 条`;
  const { unit: name, place, sourceCode, department, unitOwner } = cells;
  const shared = {
    unit: { name, place, sourceCode, department, ownerName: unitOwner },
    name: cells.name,
    accidentType: cells.accidentType,
    measures: all,
  };
  if (cells.before === null && cells.directRule === null) {
    return cells.after === null ? { ...shared, assessment: null } : '填了管控后分值，还缺管控前分值';
  }
  const judgement = judgementOf(cells, ownTable);
  const fault = judgementFault(judgement);
  if (fault) return fault.message;
  const assessed = assess(judgement);
  if (isAfterAbove(assessed)) return '管控后的风险值高于管控前';
  const controlLevel = cells.controlLevel ?? leastControlLevel(assessed.level);
  if (isControlTooLow(assessed.level, controlLevel)) {
    return `${LEVEL_NAMES[assessed.level]}至少由${CONTROL_LEVEL_NAMES[leastControlLevel(assessed.level)]}管控`;
  }
  const ownerName = cells.owner || cells.unitOwner;
  if (!ownerName) return '请填写责任人';
  return { ...shared, assessment: { judgement, controlLevel, ownerName } };
}

function judgementOf({ directRule, scoreTable, before, after }: Cells, ownTable: ScoreTableName): Judgement {
  if (directRule !== null && before === null) return { scoreTable: null, before: null, after: null, directRule };
  const table = scoreTable ?? ownTable;
  const named = (scores: readonly number[] | null) =>
    scores && Object.fromEntries(scores.map((score, n) => [SCORE_TABLES[table].factors[n]?.key ?? `多${n}`, score]));
  return { scoreTable: table, before: named(before), after: named(after), directRule };
}

interface ImportResult {
  readonly imported: number;
  readonly same: number;
  readonly bad: number;
  readonly problems: readonly FieldProblem[];
}
const MOST_PROBLEMS = 200;

/**
 * Reads points from a sheet. Faulty rows are told cell by cell; the good ones are entered when there are no others, or
 * when asked for.
 * @throws risk/sheet-problems with the places, risk/sheet-empty, risk/too-many, excel/…
 */
export async function importRisks(
  ctx: Ctx,
  enterpriseId: string,
  { commandId, path, goodRows }: { readonly commandId: string; readonly path: string; readonly goodRows: boolean },
): Promise<ImportResult> {
  const { scoreTable } = await presentRiskFile(ctx, enterpriseId);
  const risks: NewRisk[] = [];
  const problems: FieldProblem[] = [];
  let bad = 0;
  for await (const { row, ok, cells, problems: found } of readRows(path, READ, { maxRows: MOST_EVENTS })) {
    const risk = ok ? riskOfRow(cells as Cells, scoreTable) : null;
    if (risk !== null && typeof risk !== 'string') {
      risks.push(risk);
      continue;
    }
    bad += 1;
    problems.push(...(risk === null ? found : [{ path: `第 ${row} 行`, message: risk }]));
  }
  if (risks.length + bad === 0) throw riskError('sheet-empty', {});
  const shown = problems.slice(0, MOST_PROBLEMS);
  if (bad > 0 && !goodRows) throw riskError('sheet-problems', { bad, good: risks.length }, shown);
  let result = { added: 0, same: risks.length };
  const command = {
    commandId,
    enterpriseId,
    action: 'risk:import',
    subjectId: enterpriseId,
    kind: 'riskFile',
  } as const;
  await writeRisks(ctx, command, async (tx, file) => {
    result = await addRisks(tx, file, risks, 'import');
    return { version: 1, data: { ...result, bad } };
  });
  return { imported: result.added, same: result.same, bad, problems: shown };
}
