/** A stretch of the document's text that is selected on the screen. */
export interface SelectedText {
  readonly start: number;
  readonly end: number;
  /** Where it stands in the window. */
  readonly box: { readonly left: number; readonly top: number; readonly bottom: number };
}

/**
 * Where the selection of the window lies in a text that is shown as one paragraph a line.
 * @param starts offset of each line in the text
 */
export function selectedIn(article: Element | null, starts: readonly number[]): SelectedText | null {
  const selection = window.getSelection();
  if (!article || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(article, starts, range.startContainer, range.startOffset);
  const end = placeOf(article, starts, range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const { left, top, bottom } = range.getBoundingClientRect();
  return { start, end, box: { left, top, bottom } };
}

function placeOf(article: Element, starts: readonly number[], node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const line = element?.closest('p') ?? null;
  if (!line || line.parentElement !== article) return null;
  const lineStart = starts[[...article.children].indexOf(line)];
  if (lineStart === undefined) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return lineStart + before.toString().length;
}

/** Offset of each line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
