import { type Suggestion, type SuggestionFor, useSuggestion } from './use-suggestion.ts';
import './criterion.css';

interface SuggestionPanelProps extends SuggestionFor {
  readonly text: string;
  readonly industry: string | undefined;
  readonly on: string;
  readonly value: string | undefined;
  readonly onPick: (code: string) => void;
}

const SHOWN = 3;
const SAYS: Record<Suggestion['verdict'], string> = {
  major: '可能构成重大事故隐患，符合的条款：',
  unsure: '难以确定是否构成重大事故隐患，相近的条款：',
  general: '不符合任何判定标准，按一般隐患办理；相近的条款：',
};

/**
 * 判定建议: what the description comes near, with the words that led to it. What is shown is kept with the hazard; a
 * person decides. Where it cannot be had nothing is shown, for nothing depends on it.
 */
export function SuggestionPanel({ hazardId, stage, text, industry, on, value, onPick }: SuggestionPanelProps) {
  const shown = useSuggestion({ hazardId, stage, text, industry, on });
  if (!shown) return null;
  return (
    <section className="zb-suggestion" aria-label="判定建议" data-verdict={shown.verdict}>
      <p>
        <strong>判定建议</strong>　{SAYS[shown.verdict]}
      </p>
      <ul>
        {shown.rows.slice(0, SHOWN).map((row) => (
          <li key={row.code}>
            <button
              type="button"
              className="zb-link"
              aria-pressed={value === row.code}
              onClick={() => onPick(row.code)}
            >
              {row.article}　{row.text}
            </button>
            <small>
              相符程度 {row.score.toFixed(2)}
              {row.because.length > 0 && `，依据“${row.because.join('”“')}”`}
            </small>
          </li>
        ))}
      </ul>
      <small>
        {shown.reranked ? '排序经语言模型调整。' : ''}仅供参考，由人认定。{shown.caveats.join('；')}
      </small>
    </section>
  );
}
