import { localDate } from '@zhiben/platform/domain/clock.ts';
import { loadExcel } from '@zhiben/platform/server/excel/load-excel.ts';
import type { Alignment, Borders, Cell, Worksheet } from 'exceljs';
import type { FormFigures, FormRow } from '../domain/dispatch.contract.ts';
import { ABSENT_FIGURES, ROW_KIND_NAMES } from '../domain/dispatch.terms.ts';
import {
  type FormDefinition,
  type Indicator,
  indicatorNames,
  indicatorsOf,
  type RowKind,
  type Section,
} from '../domain/form.types.ts';
import { periodName } from '../domain/period.rules.ts';

interface Paper {
  readonly definition: FormDefinition;
  readonly figures: FormFigures;
  /** 填报单位 */
  readonly reporter: string;
}

const LEAD = 2; // 序号, 单位
const HEAD_ROWS = 4; // group, name, code, unit
const FIRST_HEAD_ROW = 4;
/** Up to here the rows, signatures included, are still legible when fitted onto one page. */
const ROWS_OF_ONE_PAGE = 36;

/** The form as it is printed, signed and stamped: A4 landscape, a sheet for each section, then what the columns mean. */
export async function formWorkbook(paper: Paper): Promise<Buffer> {
  const { Workbook } = await loadExcel();
  const workbook = new Workbook();
  workbook.creator = '治本';
  workbook.title = paper.definition.title;
  for (const section of paper.definition.sections) addSection(workbook.addWorksheet(section.title), section, paper);
  addMeanings(workbook.addWorksheet('指标口径'), paper.definition);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addSection(sheet: Worksheet, section: Section, paper: Paper): void {
  const indicators = section.groups.flatMap((group) => group.indicators);
  const width = LEAD + indicators.length + 1;
  setUpPage(
    sheet,
    `${FIRST_HEAD_ROW}:${FIRST_HEAD_ROW + HEAD_ROWS - 1}`,
    paper.figures.rows.length <= ROWS_OF_ONE_PAGE,
  );
  sheet.columns = [
    { width: 5 },
    { width: 19 },
    ...indicators.map(({ name }) => ({ width: Math.max(7.5, Math.min(11, [...name].length * 1.6)) })),
    { width: 10 },
  ];

  addTitle(sheet, width, section, paper);
  addHead(sheet, width, section);
  let serial = 0;
  for (const kind of ['total', 'department', 'township'] satisfies RowKind[]) {
    const rows = paper.figures.rows.filter((row) => row.kind === kind);
    if (rows.length > 0 && kind !== 'total') addKind(sheet, width, kind);
    for (const row of rows) {
      const isTotal = kind === 'total';
      if (!isTotal) serial += 1;
      addRow(sheet, row, indicators, isTotal ? null : serial);
    }
  }
  addFoot(sheet, width, paper);
}

function setUpPage(sheet: Worksheet, repeated: string, onOnePage = false): void {
  sheet.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: onOnePage ? 1 : 0,
    horizontalCentered: true,
    printTitlesRow: repeated,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.55, header: 0.25, footer: 0.25 },
  };
  sheet.headerFooter.oddFooter = '&C第 &P 页，共 &N 页';
}

function addTitle(sheet: Worksheet, width: number, section: Section, { definition, figures, reporter }: Paper): void {
  const title = sheet.addRow([definition.title]);
  sheet.mergeCells(1, 1, 1, width);
  title.height = 30;
  style(title.getCell(1), { size: 18, bold: true, horizontal: 'center' });

  const from = figures.form.countsFrom;
  const span = `${periodName(figures.period)}（${section.title}，自 ${from} 起累计）`;
  const sub = sheet.addRow([span]);
  sheet.mergeCells(2, 1, 2, width);
  sub.height = 20;
  style(sub.getCell(1), { size: 12, horizontal: 'center' });

  const middle = Math.ceil(width / 2);
  const line = sheet.addRow([]);
  line.height = 22;
  sheet.mergeCells(3, 1, 3, middle);
  sheet.mergeCells(3, middle + 1, 3, width);
  line.getCell(1).value = `填报单位（章）：${reporter}`;
  line.getCell(middle + 1).value = `截止日期：${sayUntil(figures)}`;
  style(line.getCell(1), { size: 11, horizontal: 'left' });
  style(line.getCell(middle + 1), { size: 11, horizontal: 'right' });
}

/** Figures stand as of the end of the due day, or of the moment of making while that lies ahead. */
function sayUntil({ asOf, dueOn }: FormFigures): string {
  const at = new Date(asOf);
  const on = localDate(at);
  if (on > dueOn) return `${dueOn} 24:00`;
  const shanghai = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return `${on} ${shanghai.slice(11, 16)}（期内，未到截止）`;
}

function addHead(sheet: Worksheet, width: number, section: Section): void {
  const [top, names, codes, units] = [0, 1, 2, 3].map((i) => FIRST_HEAD_ROW + i) as [number, number, number, number];
  sheet.getRow(top).height = 22;
  sheet.getRow(names).height = 46;
  for (const [column, text] of [
    [1, '序号'],
    [2, '单位'],
    [width, '备注'],
  ] as const) {
    sheet.mergeCells(top, column, units, column);
    sheet.getCell(top, column).value = text;
  }
  let column = LEAD + 1;
  for (const { title, indicators } of section.groups) {
    if (indicators.length > 1) sheet.mergeCells(top, column, top, column + indicators.length - 1);
    sheet.getCell(top, column).value = title;
    for (const { name, code, unit } of indicators) {
      sheet.getCell(names, column).value = name;
      sheet.getCell(codes, column).value = code;
      sheet.getCell(units, column).value = unit;
      column += 1;
    }
  }
  for (let row = top; row <= units; row++) {
    for (let at = 1; at <= width; at++) {
      const size = row === codes ? 8 : 10;
      style(sheet.getCell(row, at), { size, bold: row < codes, horizontal: 'center', boxed: true, wrap: true });
    }
  }
}

function addKind(sheet: Worksheet, width: number, kind: RowKind): void {
  const row = sheet.addRow([ROW_KIND_NAMES[kind]]);
  sheet.mergeCells(row.number, 1, row.number, width);
  row.height = 18;
  for (let at = 1; at <= width; at++) style(row.getCell(at), { size: 10, bold: true, horizontal: 'left', boxed: true });
}

function addRow(sheet: Worksheet, row: FormRow, indicators: readonly Indicator[], serial: number | null): void {
  const cells = indicators.map(({ code }) => {
    const figure = row.figures[code] ?? 'noData';
    return typeof figure === 'number' ? figure : ABSENT_FIGURES[figure];
  });
  const remark = row.bodyId === null ? '' : row.report ? '' : '未上报';
  const added = sheet.addRow([serial, row.name, ...cells, remark]);
  added.height = 20;
  const bold = row.kind === 'total';
  style(added.getCell(1), { size: 10, horizontal: 'center', boxed: true });
  style(added.getCell(2), { size: 10, bold, horizontal: 'left', boxed: true, wrap: true });
  for (const [position, indicator] of indicators.entries()) {
    const cell = added.getCell(LEAD + 1 + position);
    const isNumber = typeof cell.value === 'number';
    style(cell, { size: isNumber ? 10 : 9, bold: bold && isNumber, horizontal: 'center', boxed: true });
    if (isNumber) cell.numFmt = numberFormat(indicator);
  }
  style(added.getCell(LEAD + indicators.length + 1), { size: 9, horizontal: 'center', boxed: true });
}

function numberFormat({ source }: Indicator): string {
  if (source.kind === 'rate') return '0.0';
  return source.kind === 'funds' ? '#,##0.00' : '#,##0';
}

function addFoot(sheet: Worksheet, width: number, { definition }: Paper): void {
  const notes = [
    `依据：${definition.basis}。${definition.remark}`,
    '数字：0 为确无；“—”为不适用（如无基数的比率）；“无数据”为系统暂无此项数据。备注“未上报”的行为系统按截止时点计算的数，尚未经单位签字确认。',
  ];
  for (const note of notes) {
    const row = sheet.addRow([note]);
    sheet.mergeCells(row.number, 1, row.number, width);
    row.height = 18;
    style(row.getCell(1), { size: 9, horizontal: 'left', wrap: true });
  }
  const signatures = ['单位负责人（签字）：', '填表人（签字）：', '联系电话：', '填报日期：　　年　　月　　日'];
  const row = sheet.addRow([]);
  row.height = 34;
  const share = width / signatures.length;
  for (const [i, text] of signatures.entries()) {
    const [from, to] = [Math.floor(i * share) + 1, Math.floor((i + 1) * share)];
    if (to > from) sheet.mergeCells(row.number, from, row.number, to);
    row.getCell(from).value = text;
    style(row.getCell(from), { size: 11, horizontal: 'left' });
  }
}

/** What is counted in each column, so that a printed form can be read without the system. */
function addMeanings(sheet: Worksheet, definition: FormDefinition): void {
  setUpPage(sheet, '2:2');
  sheet.columns = [{ width: 8 }, { width: 38 }, { width: 8 }, { width: 12 }, { width: 8 }, { width: 72 }];
  const title = sheet.addRow([`${definition.title}：指标口径（第 ${definition.version} 版）`]);
  sheet.mergeCells(1, 1, 1, 6);
  title.height = 26;
  style(title.getCell(1), { size: 14, bold: true, horizontal: 'center' });
  const head = sheet.addRow(['代码', '指标', '单位', '方案条款', '版本', '口径']);
  for (let at = 1; at <= 6; at++) style(head.getCell(at), { size: 10, bold: true, horizontal: 'center', boxed: true });
  const names = indicatorNames(definition);
  for (const { code, unit, clause, version, meaning } of indicatorsOf(definition)) {
    const row = sheet.addRow([code, names.get(code), unit, clause, version, meaning]);
    for (let at = 1; at <= 6; at++) {
      style(row.getCell(at), {
        size: 10,
        horizontal: at === 2 || at === 6 ? 'left' : 'center',
        boxed: true,
        wrap: true,
      });
    }
  }
}

const thin = { style: 'thin' as const };
const box: Partial<Borders> = { top: thin, left: thin, bottom: thin, right: thin };

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly horizontal: NonNullable<Alignment['horizontal']>;
  readonly boxed?: boolean;
  readonly wrap?: boolean;
}

function style(cell: Cell, { size, bold = false, horizontal, boxed = false, wrap = false }: Look): void {
  cell.font = { name: '宋体', size, bold };
  cell.alignment = { horizontal, vertical: 'middle', wrapText: wrap };
  if (boxed) cell.border = box;
}
