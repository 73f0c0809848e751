import { splitSpans } from '@zhiben/platform/web/kit/document/split-spans.ts';
import { useMemo } from 'react';
import type { TaskObligation } from '../domain/index.ts';

interface ClauseTextProps {
  readonly text: string;
  /** Where the text starts in the document that the spans point into. */
  readonly at: number;
  readonly duties: readonly TaskObligation[];
}

/** The clause word for word, with the words that state a duty marked. */
export function ClauseText({ text, at, duties }: ClauseTextProps) {
  const lines = useMemo(
    () =>
      splitSpans(
        text,
        duties.map(({ id, span }) => ({ id, start: span.start - at, end: span.end - at })),
      ),
    [text, at, duties],
  );
  return (
    <div className="plan-clause">
      {lines.map((segments, line) =>
        segments.every((segment) => segment.text.trim() === '') ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
          <p key={line}>
            {segments.map((segment) =>
              segment.ids.length > 0 ? <mark key={segment.start}>{segment.text}</mark> : segment.text,
            )}
          </p>
        ),
      )}
    </div>
  );
}
