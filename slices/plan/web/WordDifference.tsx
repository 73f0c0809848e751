import { diffArrays } from 'diff';
import { useMemo } from 'react';

const SEGMENTER = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** What was said before and is said now, word by word: left out struck, put in underlined. */
export function WordDifference({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffArrays(wordsOf(before), wordsOf(after)), [before, after]);
  return (
    <p className="plan-difference">
      {parts.map(({ value, added, removed }, position) => {
        const key = `${position}`; // parts have no other name, and are made anew with the texts
        const words = value.join('');
        if (added) return <ins key={key}>{words}</ins>;
        if (removed) return <del key={key}>{words}</del>;
        return <span key={key}>{words}</span>;
      })}
    </p>
  );
}

function wordsOf(text: string): string[] {
  return [...SEGMENTER.segment(text.replace(/\s+/g, ''))].map(({ segment }) => segment);
}
