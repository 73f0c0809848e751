/** Marks in a text which are layout, not words: each is skipped when the text is folded. */
const LEFTOVERS: readonly RegExp[] = [
  // word-processor bookmarks: [bookmark: _GoBack]
  /\[bookmark:[^\]\n]{0,60}\]/g,
  // tags of a saved page
  /<\/?(?:span|font|tbody|thead|td|th|b|strong|i|em|u|a|img|o:p|st1:[a-z]+)(?:\s[^<>]{0,600})?\/?>/gi,
  // entities for white space
  /&(?:emsp|ensp|nbsp|thinsp|#160|#12288|#x3000);/gi,
  // markdown: headings, rules, strong
  /^[ \t\u3000]*#{1,6}(?=[ \t&]|$)/gm,
  /^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$/gm,
  /\*\*/g,
  // bullets in front of a number: - （一）, ● 1.
  /^[ \t\u3000]*[-*+•·●◆■▪★☆][ \t\u3000]*(?=[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）])/gm,
];

/** Tags that end a line. */
const BLOCK_TAGS = /<\/?(?:div|p|br|table|tr|h[1-6]|center|hr|ul|ol|li|section)(?:\s[^<>]{0,600})?\/?>/gi;

/** Page marks on one line: — 94 —, - 3 -, －１２－, 第3页, 第 3 页 共 10 页, 3/10. */
const PAGE_LINE =
  /^[ \t\u3000]*(?:[-—–―－─]{1,3}[ \t\u3000]*[\d０-９]{1,4}[ \t\u3000]*[-—–―－─]{1,3}|第[ \t]*\d{1,4}[ \t]*页(?:[ \t，,/]*共[ \t]*\d{1,4}[ \t]*页)?|\d{1,4}[ \t]*\/[ \t]*\d{1,4})[ \t\u3000]*$/gm;

const DASH_LINE = /^[ \t\u3000]*[-—–―－─]{1,3}[ \t\u3000]*$/;
const NUMBER_LINE = /^[ \t\u3000]*[\d０-９]{1,3}[ \t\u3000]*$/;

/** What a byte of {@link findLeftovers} says: text, leftover, or leftover that ends a line. */
export const LEFTOVER = 1;
export const LINE_END = 2;

/** One byte per source character. */
export function findLeftovers(source: string): Uint8Array {
  const skip = new Uint8Array(source.length);
  for (const pattern of [...LEFTOVERS, PAGE_LINE]) {
    for (const found of source.matchAll(pattern)) skip.fill(LEFTOVER, found.index, found.index + found[0].length);
  }
  for (const found of source.matchAll(BLOCK_TAGS)) skip.fill(LINE_END, found.index, found.index + found[0].length);
  skipPageNumberLines(source, skip);
  return skip;
}

/**
 * Page numbers spread over three lines ("—", "28", "—"), and bare numbers that count upward through the document
 * ("1" … "2" … "3"). A bare number that does neither is text.
 */
function skipPageNumberLines(source: string, skip: Uint8Array): void {
  const candidates: { start: number; end: number; value: number; besideDash: boolean }[] = [];
  let dashBefore = false;
  let pending: (typeof candidates)[number] | undefined;
  let position = 0;
  while (position < source.length) {
    let end = source.indexOf('\n', position);
    if (end < 0) end = source.length;
    if (end - position <= 40) {
      const line = source.slice(position, end).replace(/[\r\f]/g, '');
      if (DASH_LINE.test(line)) {
        skip.fill(LEFTOVER, position, end);
        if (pending) pending.besideDash = true;
        dashBefore = true;
      } else if (NUMBER_LINE.test(line)) {
        pending = { start: position, end, value: Number(line.normalize('NFKC')), besideDash: dashBefore };
        candidates.push(pending);
        dashBefore = false;
      } else if (line.trim() !== '') {
        dashBefore = false;
        pending = undefined;
      }
    } else {
      dashBefore = false;
      pending = undefined;
    }
    position = end + 1;
  }
  let run: typeof candidates = [];
  const close = (): void => {
    if (run.length >= 3) for (const mark of run) skip.fill(LEFTOVER, mark.start, mark.end);
    run = [];
  };
  for (const mark of candidates) {
    if (mark.besideDash) {
      skip.fill(LEFTOVER, mark.start, mark.end);
      continue;
    }
    const last = run.at(-1);
    if (last && mark.value !== last.value + 1) close();
    run.push(mark);
  }
  close();
}
