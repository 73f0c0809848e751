/** Page marks on one line: — 94 —, - 3 -, －１２－, 第3页, 第 3 页 共 10 页, 3/10. */
const PAGE_LINE =
  /^(?:[-—–―－─]{1,3}[ \t\u3000]*[\d０-９]{1,4}[ \t\u3000]*[-—–―－─]{1,3}|第[ \t]*\d{1,4}[ \t]*页(?:[ \t，,/]*共[ \t]*\d{1,4}[ \t]*页)?|\d{1,4}[ \t]*\/[ \t]*\d{1,4})$/;
const DASH_LINE = /^[-—–―－─]{1,3}$/;
const NUMBER_LINE = /^[\d０-９]{1,3}$/;
/** A page mark is no longer than this, white space included. */
const LONGEST = 60;
/** So many bare numbers in a row that count upward are page numbers. */
const RUN = 3;

interface NumberLine {
  start: number;
  end: number;
  value: number;
  besideDash: boolean;
}

/**
 * Marks page marks in `skip`: on one line, spread over three lines ("—", "28", "—"), and bare numbers that count upward through
 * the document ("1" … "2" … "3"). A bare number that does neither is text.
 */
export function skipPageMarks(source: string, skip: Uint8Array, byte: number): void {
  const numbers: NumberLine[] = [];
  let dashBefore = false;
  let pending: NumberLine | undefined;
  for (let start = 0; start < source.length; ) {
    const found = source.indexOf('\n', start);
    const end = found < 0 ? source.length : found;
    const line = end - start <= LONGEST ? source.slice(start, end).trim() : 'text';
    if (PAGE_LINE.test(line)) skip.fill(byte, start, end);
    else if (DASH_LINE.test(line)) {
      skip.fill(byte, start, end);
      if (pending) pending.besideDash = true;
      dashBefore = true;
    } else if (NUMBER_LINE.test(line)) {
      pending = { start, end, value: Number(line.normalize('NFKC')), besideDash: dashBefore };
      numbers.push(pending);
      dashBefore = false;
    } else if (line !== '') {
      dashBefore = false;
      pending = undefined;
    }
    start = end + 1;
  }
  for (const mark of [
    ...numbers.filter((line) => line.besideDash),
    ...runsOf(numbers.filter((line) => !line.besideDash)),
  ]) {
    skip.fill(byte, mark.start, mark.end);
  }
}

/** Numbers that stand in a run counting upward. */
function runsOf(numbers: NumberLine[]): NumberLine[] {
  const kept: NumberLine[] = [];
  let run: NumberLine[] = [];
  for (const mark of numbers) {
    const last = run.at(-1);
    if (last && mark.value !== last.value + 1) run = [];
    run.push(mark);
    if (run.length === RUN) kept.push(...run);
    else if (run.length > RUN) kept.push(mark);
  }
  return kept;
}
