import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { GongwenError } from '../gongwen-error.ts';

const MAX_DEPTH = 800;
const MAX_CHARACTERS = 20_000_000;

const DROPPED = new Set([
  'script',
  'style',
  'head',
  'noscript',
  'iframe',
  'object',
  'svg',
  'select',
  'option',
  'button',
  'input',
  'textarea',
  'nav',
  'template',
  'audio',
  'video',
  'canvas',
]);
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'ul',
  'tr',
  'caption',
]);

/**
 * The words of a saved page: the element that holds the text, and before it the few lines that give title, source and date.
 * Navigation, scripts and the foot of the page are left out. Rows of tables are lines with tabs between their cells.
 *
 * @throws GongwenError `too-large` or `damaged` for pages that no government site writes
 */
export function htmlText(html: string): string {
  if (html.length > MAX_CHARACTERS) throw new GongwenError('too-large');
  refuseDeepNesting(html);
  const document = parse(html);
  const weights = new Map<Tree.Node, number>();
  const whole = weigh(document, weights);
  const content = findContent(document, weights, whole);
  const head = linesBefore(document, content);
  return [...head, ...blockLines(content)].join('\n');
}

/** parse5 slows down with the square of the depth, so depth is counted before. */
function refuseDeepNesting(html: string): void {
  let depth = 0;
  for (const tag of html.matchAll(
    /<(\/?)(?:div|span|font|b|i|u|em|strong|a|section|article|blockquote|ul|ol|dl|table|tbody|center|form|nav|main|button|label|small|big|sub|sup|s|code|pre|header|footer|aside|fieldset|svg|math|g|object|template|select|h[1-6]|x[a-z-]*)\b[^>]{0,2000}>/gi,
  )) {
    depth += tag[1] ? (depth > 0 ? -1 : 0) : 1;
    if (depth > MAX_DEPTH) throw new GongwenError('damaged', '嵌套层次过多');
  }
}

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;
const childrenOf = (node: Tree.Node): Tree.ChildNode[] => ('childNodes' in node ? node.childNodes : []);
const dropped = (node: Tree.Node): boolean => isElement(node) && (DROPPED.has(node.tagName) || isHidden(node));

function isHidden(element: Tree.Element): boolean {
  return element.attrs.some(
    ({ name, value }) => name === 'hidden' || (name === 'style' && /display\s*:\s*none/i.test(value)),
  );
}

const SENTENCE = /[，。；：、]/;
const PAGE_FOOT = /版权所有|网站标识码|ICP备|公网安备|主办单位|技术支持|建议使用|浏览器/;

/** Characters of sentences in each element: text with Chinese marks, outside links. */
function weigh(node: Tree.Node, weights: Map<Tree.Node, number>): number {
  let sum = 0;
  if (node.nodeName === '#text' && 'value' in node)
    sum = SENTENCE.test(node.value) && !PAGE_FOOT.test(node.value) ? node.value.trim().length : 0;
  else if (!dropped(node) && !(isElement(node) && node.tagName === 'a'))
    for (const child of childrenOf(node)) sum += weigh(child, weights);
  weights.set(node, sum);
  return sum;
}

/** The deepest element that still holds nearly all sentences of the page. */
function findContent(document: Tree.Document, weights: Map<Tree.Node, number>, whole: number): Tree.Node {
  let at: Tree.Node = document;
  for (;;) {
    const heavy: Tree.ChildNode | undefined = childrenOf(at).find(
      (child) => isElement(child) && (weights.get(child) ?? 0) >= whole * 0.85,
    );
    if (!heavy || whole === 0 || (isElement(heavy) && /^(?:p|span|td|tr|tbody|font|b|strong)$/.test(heavy.tagName)))
      return at;
    at = heavy;
  }
}

const HEAD_LINES = 14;

/** The last lines in front of the text that are no links: its title, number, source, date. */
function linesBefore(document: Tree.Document, content: Tree.Node): string[] {
  const writer = new LineWriter(content);
  writer.write(document, false);
  return writer
    .lines()
    .filter((line) => line.trim() !== '')
    .slice(-HEAD_LINES);
}

function blockLines(content: Tree.Node): string[] {
  const writer = new LineWriter(null);
  writer.write(content, false);
  return writer.lines();
}

/** Writes blocks as lines; stops in front of one node. */
class LineWriter {
  private readonly done: string[] = [];
  private line = '';
  private stopped = false;
  private readonly stopAt: Tree.Node | null;

  constructor(stopAt: Tree.Node | null) {
    this.stopAt = stopAt;
  }

  lines(): string[] {
    this.endLine();
    return this.done;
  }

  write(node: Tree.Node, preformatted: boolean): void {
    if (node === this.stopAt) this.stopped = true;
    if (this.stopped || dropped(node)) return;
    if (node.nodeName === '#text' && 'value' in node) {
      this.line += preformatted ? node.value : node.value.replace(/[ \t\r\n]+/g, ' ');
      return;
    }
    const name = isElement(node) ? node.tagName : '';
    if (this.stopAt && name === 'a') return;
    if (name === 'br') this.endLine();
    else if (name === 'table' && isElement(node)) this.writeTable(node);
    else {
      const block = BLOCKS.has(name);
      if (block) this.endLine();
      for (const child of childrenOf(node)) this.write(child, preformatted || name === 'pre');
      if (block) this.endLine();
    }
  }

  private endLine(): void {
    const line = this.line.replace(/^ +| +$/g, '');
    this.line = '';
    for (const part of line.split('\n')) if (part !== '' || this.done.at(-1) !== '') this.done.push(part);
  }

  /** A table with several columns becomes rows with tabs; a table that only lays out the page is written as blocks. */
  private writeTable(table: Tree.Element): void {
    this.endLine();
    const rows = rowsOf(table);
    const isLayout =
      rows.length === 0 ||
      rows.every((row) => row.length < 2) ||
      rows.some((row) => row.some((cell) => holdsBlocks(cell)));
    if (isLayout || this.stopAt) {
      for (const child of childrenOf(table)) this.write(child, false);
      this.endLine();
      return;
    }
    const spans: number[] = [];
    for (const row of rows) this.done.push(rowLine(row, spans));
  }
}

function rowsOf(table: Tree.Element): Tree.Element[][] {
  const rows: Tree.Element[][] = [];
  for (const child of childrenOf(table)) {
    if (!isElement(child)) continue;
    if (child.tagName === 'tr')
      rows.push(
        childrenOf(child).filter((cell): cell is Tree.Element => isElement(cell) && /^t[dh]$/.test(cell.tagName)),
      );
    else if (/^t(?:body|head|foot)$/.test(child.tagName)) rows.push(...rowsOf(child));
  }
  return rows;
}

/** A cell with a table or many paragraphs is layout. */
function holdsBlocks(cell: Tree.Element): boolean {
  return (
    contains(cell, (element) => element.tagName === 'table') ||
    childrenOf(cell).filter((child) => isElement(child) && /^(?:p|div)$/.test(child.tagName)).length > 12
  );
}

function contains(node: Tree.Node, test: (element: Tree.Element) => boolean): boolean {
  return childrenOf(node).some((child) => isElement(child) && (test(child) || contains(child, test)));
}

/** Cells that span rows or columns leave empty cells, so that columns keep their places. */
function rowLine(row: Tree.Element[], spans: number[]): string {
  const cells: string[] = [];
  const skip = (): void => {
    while ((spans[cells.length] ?? 0) > 0) {
      spans[cells.length] = (spans[cells.length] ?? 0) - 1;
      cells.push('');
    }
  };
  for (const cell of row) {
    skip();
    const columns = spanOf(cell, 'colspan', 60);
    const down = spanOf(cell, 'rowspan', 2000) - 1;
    const words = blockLines(cell).join(' ').replace(/\s+/g, ' ').trim();
    for (let i = 0; i < columns; i++) {
      spans[cells.length] = down;
      cells.push(i === 0 ? words : '');
    }
  }
  skip();
  return cells.join('\t');
}

function spanOf(cell: Tree.Element, name: string, most: number): number {
  const value = Number(cell.attrs.find((attribute) => attribute.name === name)?.value ?? 1);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : 1;
}
