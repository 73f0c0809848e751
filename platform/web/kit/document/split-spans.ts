/** A stretch of a text, half-open, in UTF-16 units as JavaScript counts. Spans may nest and overlap. */
export interface TextSpan {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Text that lies in the same spans throughout. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  /** The spans it lies in, the widest first. */
  readonly ids: readonly string[];
}

/**
 * Cuts a text into lines and these into segments, so that each span is made of whole segments. What lies outside the
 * text is cut off; empty spans vanish.
 */
export function splitSpans(text: string, spans: readonly TextSpan[]): Segment[][] {
  const clipped = spans
    .map(({ id, start, end }) => ({ id, start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const lines: Segment[][] = [];
  let open: typeof clipped = [];
  let next = 0;
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const lineEnd = lineStart + line.length;
    const segments: Segment[] = [];
    for (let at = lineStart; at < lineEnd; ) {
      open = open.filter(({ end }) => end > at);
      for (let span = clipped[next]; span !== undefined && span.start <= at; span = clipped[++next]) {
        if (span.end > at) open.push(span);
      }
      const starts = clipped[next]?.start ?? lineEnd;
      const until = Math.min(lineEnd, starts, ...open.map(({ end }) => end));
      const ids = [...open].sort((a, b) => b.end - b.start - (a.end - a.start)).map(({ id }) => id);
      segments.push({ start: at, text: text.slice(at, until), ids });
      at = until;
    }
    lines.push(segments);
    lineStart = lineEnd + 1;
  }
  return lines;
}
