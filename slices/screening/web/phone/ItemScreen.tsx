import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import {
  type CheckItem,
  limitsOf,
  suggestedVerdict,
  VERDICT_NAMES,
  type Verdict,
} from '@zhiben/slices/screening/domain';
import { useEffect, useId, useRef } from 'react';
import type { AnswerDraft } from './check-draft.ts';
import { newFinding } from './check-draft.ts';
import { FindingFields } from './FindingFields.tsx';

interface ItemScreenProps {
  readonly item: CheckItem;
  readonly place: string;
  /** Where a finding most likely is. */
  readonly usualPlace: string;
  readonly answer: AnswerDraft;
  readonly problem: string | null;
  readonly onChange: (edit: (before: AnswerDraft) => AnswerDraft) => void;
  readonly onBack: (() => void) | null;
  /** With the answer just given, where it is not yet on the page. */
  readonly onNext: (given?: AnswerDraft) => void;
  readonly onSkip: () => void;
  readonly isLast: boolean;
}

const THREE: readonly Verdict[] = ['ok', 'bad', 'na'];

/** One check item: what to look at, how, and three big answers. 合格 and 不涉及 go on by themselves. */
export function ItemScreen(props: ItemScreenProps) {
  const { item, place, usualPlace, answer, problem, onChange, onBack, onNext, onSkip, isLast } = props;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const judge = (verdict: Verdict) => {
    const finding = verdict === 'bad' ? (answer.finding ?? newFinding(usualPlace)) : answer.finding;
    const given = { ...answer, verdict, finding };
    onChange((before) => ({
      ...before,
      verdict,
      finding: verdict === 'bad' ? (before.finding ?? finding) : before.finding,
    }));
    if (verdict !== 'bad') onNext(given);
  };
  const setValue = (value: AnswerDraft['value']) =>
    onChange((before) => {
      const owed = suggestedVerdict(item, value);
      if (owed === 'missing') return { ...before, value, verdict: null };
      const verdict = owed === 'bad' || before.verdict === 'bad' ? owed : 'ok';
      return {
        ...before,
        value,
        verdict,
        finding: verdict === 'bad' ? (before.finding ?? newFinding(usualPlace)) : before.finding,
      };
    });
  const photoHint = item.photo === 'required' ? `此项须拍照：${item.photoBasis}` : null;
  return (
    <form
      className="zb-item"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <p className="zb-task-place">{place}</p>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {item.question}
      </h2>
      {item.method && <p className="zb-field-hint">{item.method}</p>}
      {item.basis && (
        <details className="zb-item-basis">
          <summary>依据</summary>
          <p>{item.basis}</p>
        </details>
      )}
      {problem && (
        <p className="zb-field-problem" role="alert">
          {problem}
        </p>
      )}
      {item.kind === 'number' && <NumberAnswer item={item} value={answer.value} labelledBy={id} onChange={setValue} />}
      {item.kind === 'choice' && (
        <Choices
          label={item.question}
          value={typeof answer.value === 'string' ? answer.value : undefined}
          onChange={setValue}
          options={item.choices.map(({ words, bad }) => ({
            value: words,
            label: words,
            ...(bad ? { note: '属于不合格' } : {}),
          }))}
        />
      )}
      {item.kind === 'text' && (
        <textarea
          className="zb-input"
          rows={3}
          aria-labelledby={id}
          value={answer.value ?? ''}
          onChange={(event) => setValue(event.target.value === '' ? null : event.target.value)}
        />
      )}
      <fieldset className="zb-verdicts">
        <legend className="zb-visually-hidden">结论</legend>
        {THREE.map((verdict) => (
          <button
            key={verdict}
            type="button"
            data-verdict={verdict}
            aria-pressed={answer.verdict === verdict}
            disabled={verdict === 'ok' && item.kind !== 'yes-no' && suggestedVerdict(item, answer.value) !== 'ok'}
            onClick={() => judge(verdict)}
          >
            {VERDICT_NAMES[verdict]}
          </button>
        ))}
      </fieldset>
      {item.photo !== 'none' && answer.verdict !== 'na' && (
        <div className="zb-item-photos">
          {photoHint && <p className="zb-field-hint">{photoHint}</p>}
          <PhotoField
            sending="entry"
            label={item.photo === 'required' ? '拍照（必须）' : '拍照（可以不拍）'}
            value={answer.photoIds}
            onChange={(photoIds) => onChange((before) => ({ ...before, photoIds }))}
          />
        </div>
      )}
      {answer.verdict === 'bad' && answer.finding && (
        <FindingFields
          value={answer.finding}
          hasOwnPhotos={item.photo === 'none'}
          onChange={(finding) => onChange((before) => ({ ...before, finding }))}
        />
      )}
      {answer.verdict !== 'bad' && answer.verdict !== null && (
        <label className="zb-item-note">
          备注（选填）
          <input
            className="zb-input"
            value={answer.note}
            maxLength={300}
            onChange={(event) => onChange((before) => ({ ...before, note: event.target.value }))}
          />
        </label>
      )}
      <div className="zb-task-foot zb-item-foot">
        {onBack && (
          <button type="button" className="zb-button" onClick={onBack}>
            上一项
          </button>
        )}
        {answer.verdict === null ? (
          <button type="button" className="zb-button" onClick={onSkip}>
            {isLast ? '先看汇总' : '先跳过'}
          </button>
        ) : (
          <button type="submit" className="zb-button" data-kind="primary">
            {isLast ? '去签名' : '下一项'}
          </button>
        )}
      </div>
    </form>
  );
}

interface NumberAnswerProps {
  readonly item: CheckItem;
  readonly value: AnswerDraft['value'];
  readonly labelledBy: string;
  readonly onChange: (value: number | null) => void;
}

function NumberAnswer({ item, value, labelledBy, onChange }: NumberAnswerProps) {
  const limits = limitsOf(item);
  const isBeyond = suggestedVerdict(item, value) === 'bad';
  return (
    <div className="zb-reading">
      <label>
        <input
          className="zb-input"
          inputMode="decimal"
          autoComplete="off"
          aria-labelledby={labelledBy}
          aria-invalid={isBeyond || undefined}
          defaultValue={value ?? ''}
          onChange={(event) => {
            const text = event.target.value.replace(/[，,]/g, '.').trim();
            const read = Number(text);
            onChange(text === '' || !Number.isFinite(read) ? null : read);
          }}
        />
        {item.unit && <span>{item.unit}</span>}
      </label>
      {limits && (
        <p className={isBeyond ? 'zb-field-problem' : 'zb-field-hint'}>{isBeyond ? `超限：${limits}` : limits}</p>
      )}
    </div>
  );
}
