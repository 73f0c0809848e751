import { useCall } from '@zhiben/platform/web/use-call.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { type CriterionChoice, suggestCriteria } from '../domain/hazard.contract.ts';
import { SuggestionPanel } from './SuggestionPanel.tsx';
import type { SuggestionFor } from './use-suggestion.ts';
import './criterion.css';

interface CriterionSelectProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (code: string | undefined) => void;
  /** The industry whose standard comes first, and the day whose version judges. */
  readonly industry: string | undefined;
  readonly on: string;
  /** What was written of the hazard: its words find the likely clauses before anything is typed. */
  readonly description?: string | undefined;
  readonly known?: CriterionChoice | null;
  /** Shows what the description comes near, and keeps what was shown with this hazard. */
  readonly suggestFor?: SuggestionFor | undefined;
}

const PAUSE_MS = 250;

/** Picks a criterion in force on the day of discovery; what must be said beside its text stands below. */
export function CriterionSelect(props: CriterionSelectProps) {
  const { id, value, onChange, industry, on, description = '', known = null, suggestFor } = props;
  const [typed, setTyped] = useState('');
  const q = useSettled((typed || description).slice(0, 300));
  const query = { q, on, limit: 20, ...(industry ? { industry } : {}) };
  const { data, isFetching } = useCall(suggestCriteria, { query }, { keepPrevious: true });
  const [chosen, setChosen] = useState(known);
  const rows = data?.rows ?? [];
  const isListed = rows.some((row) => row.code === chosen?.code);
  const options = chosen && !isListed ? [chosen, ...rows] : rows;
  const shown = options.find((row) => row.code === value);
  return (
    <div>
      <Select
        {...(id ? { id } : {})}
        allowClear
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder="输入条文中的词查找，例如：可燃气体报警"
        value={value ?? null}
        loading={isFetching}
        notFoundContent={isFetching ? '正在查找' : '没有相近的条款'}
        options={options.map((row) => ({ value: row.code, label: `${row.article} ${row.text}`, row }))}
        optionRender={({ data: { row } }) => (
          <div className="zb-criterion-option">
            <div>{row.text}</div>
            <small>
              {industryName(row.industry)} · {row.article}
              {row.because.length > 0 && ` · 与描述中的“${row.because.join('”“')}”相符`}
            </small>
          </div>
        )}
        onChange={(code: string | undefined) => {
          setChosen(options.find((row) => row.code === code) ?? null);
          onChange?.(code);
        }}
      />
      {suggestFor && (
        <SuggestionPanel
          {...suggestFor}
          text={description}
          industry={industry}
          on={on}
          value={value}
          onPick={(code) => {
            setChosen(options.find((row) => row.code === code) ?? null);
            onChange?.(code);
          }}
        />
      )}
      {shown && <CriterionText criterion={shown} />}
      {!shown && data && data.coverage !== 'full' && <p className="zb-criterion-caveat">{data.caveats.join('；')}。</p>}
    </div>
  );
}

/** The text of a criterion with its source and caveats. */
function CriterionText({ criterion }: { criterion: CriterionChoice }) {
  return (
    <blockquote className="zb-criterion">
      <p>
        {criterion.lead}
        {criterion.text}
      </p>
      <footer>
        《{criterion.standard}》{criterion.article}
      </footer>
      {criterion.caveats.length > 0 && <p className="zb-criterion-caveat">{criterion.caveats.join('；')}。</p>}
    </blockquote>
  );
}

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
