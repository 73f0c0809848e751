import { useEffect, useMemo, useState } from 'react';
import type { CorrectedDuty, CorrectedReading, CorrectedUnit } from '../domain/index.ts';
import { lineStarts, type SelectedText, selectedIn } from './text-selection.ts';

interface SelectionMenuProps {
  readonly text: string;
  readonly reading: CorrectedReading;
  readonly onAddDuty: (span: SelectedText) => void;
  readonly onAddUnit: (span: SelectedText) => void;
  readonly onSplitDuty: (duty: CorrectedDuty, at: number) => void;
  readonly onSplitUnit: (unit: CorrectedUnit, at: number) => void;
}

/** What can be made of words selected in the original: stands under them. */
export function SelectionMenu({ text, reading, ...on }: SelectionMenuProps) {
  const starts = useMemo(() => lineStarts(text), [text]);
  const [selected, setSelected] = useState<SelectedText | null>(null);
  useEffect(() => {
    const look = () => setSelected(selectedIn(document.querySelector('.plan-document .zb-beside-text'), starts));
    const hide = () => setSelected(null);
    document.addEventListener('selectionchange', look);
    document.addEventListener('scroll', hide, true);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('scroll', hide, true);
    };
  }, [starts]);
  if (!selected || text.slice(selected.start, selected.end).trim().length < 2) return null;
  const duty = narrowest(reading.obligations, ({ span }) => span.start < selected.start && selected.start < span.end);
  const unit = narrowest(
    reading.sections,
    ({ span, headSpan }) => Math.max(span.start, headSpan.end) < selected.start && selected.start < span.end,
  );
  const run = (work: () => void) => () => {
    work();
    window.getSelection()?.removeAllRanges();
    setSelected(null);
  };
  const { left, top, bottom } = selected.box;
  const isLow = bottom > window.innerHeight - 60;
  return (
    <div
      className="plan-selection-menu"
      role="toolbar"
      aria-label="所选文字"
      style={{ left: Math.max(8, left), top: isLow ? top - 44 : bottom + 6 }}
      // The selection must outlive the press.
      onMouseDown={(event) => event.preventDefault()}
    >
      <button type="button" onClick={run(() => on.onAddDuty(selected))}>
        新增要求
      </button>
      <button type="button" onClick={run(() => on.onAddUnit(selected))}>
        新增任务
      </button>
      {duty && (
        <button type="button" onClick={run(() => on.onSplitDuty(duty, selected.start))}>
          从这里拆分要求
        </button>
      )}
      {unit && (
        <button type="button" onClick={run(() => on.onSplitUnit(unit, selected.start))}>
          从这里拆分条目
        </button>
      )}
    </div>
  );
}

function narrowest<T extends { readonly span: { start: number; end: number } }>(
  items: readonly T[],
  holds: (item: T) => boolean,
): T | undefined {
  const length = ({ span }: T) => span.end - span.start;
  return items.filter(holds).sort((a, b) => length(a) - length(b))[0];
}
