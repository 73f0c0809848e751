import type { TextSpan } from '@zhiben/platform/web/kit/document/split-spans.ts';
import { useMemo, useRef } from 'react';
import type { CorrectedReading } from '../domain/index.ts';
import { dutyKey, sectionKey } from './correcting.ts';

/** The spans of all items; the same array while no item moves, so that the text is not cut and drawn anew. */
export function usePlanSpans({ sections, obligations }: CorrectedReading): readonly TextSpan[] {
  const before = useRef<readonly TextSpan[]>([]);
  return useMemo(() => {
    const spans = [
      ...sections.map((unit) => ({ id: sectionKey(unit.id), ...unit.headSpan })),
      ...obligations.map((duty) => ({ id: dutyKey(duty.id), ...duty.span })),
    ];
    const isSame = (span: TextSpan, n: number) => {
      const old = before.current[n];
      return old?.id === span.id && old.start === span.start && old.end === span.end;
    };
    if (spans.length !== before.current.length || !spans.every(isSame)) before.current = spans;
    return before.current;
  }, [sections, obligations]);
}
