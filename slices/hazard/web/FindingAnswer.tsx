import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import type { TaskControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { type Suggestion, useSuggestion } from './use-suggestion.ts';
import './phone-hazards.css';

interface Finding {
  description: string;
  criterionCode?: string | null | undefined;
}

const NONE = 'none';
const SHOWN = 3;
const SAYS: Record<Suggestion['verdict'], string> = {
  major: '可能构成重大事故隐患。请看符合哪一条（选填，由监管部门认定）：',
  unsure: '可能涉及重大事故隐患的条款（选填，由监管部门认定）：',
  general: '与重大事故隐患判定标准都不相符，按一般隐患上报。',
};

/**
 * What is wrong in one's own words, and below it the clauses that come near with the words that led to them, to pick
 * from or to pass over; "meets none" is said too.
 */
export function FindingAnswer(props: TaskControl<Finding> & { industry: string | undefined }) {
  const { value, onChange, industry, taskId } = props;
  const description = value?.description ?? '';
  const chosen = value?.criterionCode ?? null;
  const on = localDate(new Date());
  const shown = useSuggestion({ hazardId: taskId, stage: 'register', text: description, industry, on });
  return (
    <div className="zb-phone-answer">
      <TextAnswer
        {...props}
        lines="many"
        value={description}
        onChange={(text) => onChange(text ? { ...value, description: text } : undefined)}
      />
      {shown && (
        <section className="zb-phone-suggest" aria-live="polite">
          <h3>{SAYS[shown.verdict]}</h3>
          {(shown.verdict !== 'general' || chosen) && (
            <Choices
              label="可能涉及的条款"
              value={chosen ?? NONE}
              onChange={(code) => onChange({ description, criterionCode: code === NONE ? null : code })}
              options={optionsOf(shown, chosen)}
            />
          )}
        </section>
      )}
    </div>
  );
}

function optionsOf({ rows, verdict }: Suggestion, chosen: string | null) {
  const near = verdict === 'general' ? [] : rows.slice(0, SHOWN);
  // What was picked for an earlier wording stays picked, and says so.
  const kept =
    chosen !== null && !near.some(({ code }) => code === chosen) ? rows.find((r) => r.code === chosen) : null;
  const isLost = chosen !== null && kept === undefined;
  return [
    ...near.map(({ code, text, article, because }) => ({
      value: code,
      label: text,
      note: because.length > 0 ? `${article}　依据您写的“${because.join('”“')}”` : article,
    })),
    ...(kept ? [{ value: kept.code, label: kept.text, note: '按原来的描述选的，请核对' }] : []),
    ...(isLost ? [{ value: chosen, label: `已选条款 ${chosen}`, note: '按原来的描述选的，请核对' }] : []),
    { value: NONE, label: '都不符合，或者说不准' },
  ];
}
