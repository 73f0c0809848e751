import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import type { AnswerControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useEffect, useState } from 'react';
import { suggestCriteria } from '../domain/hazard.contract.ts';
import './phone-hazards.css';

interface Finding {
  description: string;
  criterionCode?: string | null | undefined;
}

const NONE = 'none';
const PAUSE_MS = 500;
/** Fewer characters than this say nothing yet. */
const ENOUGH = 6;

/** What is wrong in one's own words, and below it the clauses that come near, to pick from or to pass over. */
export function FindingAnswer(props: AnswerControl<Finding> & { industry: string | undefined }) {
  const { value, onChange, industry } = props;
  const description = value?.description ?? '';
  const [settled, setSettled] = useState(description);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(description.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [description]);
  const query = { q: settled.slice(0, 300), on: localDate(new Date()), limit: 3, ...(industry ? { industry } : {}) };
  const { data } = useCall(suggestCriteria, { query }, { enabled: settled.length >= ENOUGH, keepPrevious: true });
  const rows = settled.length >= ENOUGH && data?.verdict !== 'general' ? (data?.rows ?? []) : [];
  return (
    <div className="zb-phone-answer">
      <TextAnswer
        {...props}
        lines="many"
        value={description}
        onChange={(text) => onChange(text ? { ...value, description: text } : undefined)}
      />
      {rows.length > 0 && (
        <section className="zb-phone-suggest">
          <h3>可能涉及重大事故隐患的条款（选填，由监管部门认定）</h3>
          <Choices
            label="可能涉及的条款"
            value={value?.criterionCode ?? NONE}
            onChange={(code) => onChange({ description, criterionCode: code === NONE ? null : code })}
            options={[
              { value: NONE, label: '都不是，或者说不准' },
              ...rows.map(({ code, text, article }) => ({ value: code, label: text, note: article })),
            ]}
          />
        </section>
      )}
    </div>
  );
}
