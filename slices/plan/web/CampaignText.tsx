import { Link } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { splitSpans } from '@zhiben/platform/web/kit/document/split-spans.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Input, Select } from 'antd';
import { useMemo } from 'react';
import { z } from 'zod';
import {
  type ColoredSpan,
  clauseText,
  getCampaignDocument,
  TASK_STATUS_NAMES,
  TASK_STATUSES,
  type TaskStatus,
} from '../domain/index.ts';
import { TASK_STATUS_TONES } from './marks.tsx';
import { useShortNames } from './use-short-names.ts';
import './campaign-text.css';

const filter = z.object({
  status: z.enum(TASK_STATUSES).optional(),
  body: z.string().max(40).optional(),
  words: z.string().max(60).optional(),
});

/** The plan's own text as a dashboard: each sentence that asks for something has the colour of how it stands. */
export function CampaignText({ campaignId }: { campaignId: string }) {
  const { data, error, refetch } = useCall(getCampaignDocument, { params: { id: campaignId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载方案原文" />;
  return <ColoredText text={data.text} spans={data.spans} />;
}

function ColoredText({ text, spans }: { text: string; spans: readonly ColoredSpan[] }) {
  const nameOf = useShortNames();
  const [{ status, body, words }, setFilter] = useUrlState(filter);
  const lines = useMemo(() => splitSpans(text, spans), [text, spans]);
  const byId = useMemo(() => new Map(spans.map((span) => [span.id, span])), [spans]);
  const asking = useMemo(() => askingSpans(spans), [spans]);
  const bodies = [...new Set(spans.flatMap(({ leadBodyId }) => leadBodyId ?? []))];
  const fits = (span: ColoredSpan) =>
    (!status || span.status === status) &&
    (!body || span.leadBodyId === body) &&
    (!words || text.slice(span.start, span.end).includes(words));
  const isNarrowed = Boolean(status || body || words);
  const fitting = [...asking].filter(fits);
  const counts = TASK_STATUSES.map((key) => ({ key, count: [...asking].filter((span) => span.status === key).length }));
  return (
    <div className="plan-text">
      <div className="plan-text-bar zb-screen-only">
        <fieldset aria-label="按状态查看">
          {counts.map(({ key, count }) =>
            count === 0 && status !== key ? null : (
              <button
                key={key}
                type="button"
                aria-pressed={status === key}
                data-tone={TASK_STATUS_TONES[key]}
                data-status={key}
                onClick={() => void setFilter({ status: status === key ? undefined : key })}
              >
                {TASK_STATUS_NAMES[key]} {sayNumber(count)}
              </button>
            ),
          )}
        </fieldset>
        <Select
          aria-label="牵头单位"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部牵头单位"
          value={body ?? null}
          options={bodies.map((id) => ({ value: id, label: nameOf(id) ?? '' }))}
          onChange={(id) => void setFilter({ body: id ?? undefined })}
        />
        <Input
          aria-label="在原文中检索"
          allowClear
          placeholder="在原文中检索"
          value={words ?? ''}
          onChange={(event) => void setFilter({ words: event.target.value || undefined })}
        />
      </div>
      <p className="plan-text-note" role="status">
        {isNarrowed
          ? `符合条件的语句 ${sayNumber(fitting.length)} 处，其他语句已淡化。`
          : '着色的语句是方案的要求，颜色和下划线表示办理状态，点击打开任务。'}
      </p>
      <article aria-label="方案原文和办理状态" data-narrowed={isNarrowed}>
        {lines.map((segments, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
          <p key={line}>
            {segments.map(({ start, text, ids }) => {
              const span = byId.get(ids.at(-1) ?? '');
              if (!span || text.trim() === '') return text;
              return (
                <Sentence
                  key={start}
                  span={span}
                  isAsking={asking.has(span)}
                  words={text}
                  isChosen={isNarrowed && asking.has(span) && fits(span)}
                  lead={nameOf(span.leadBodyId)}
                />
              );
            })}
          </p>
        ))}
      </article>
    </div>
  );
}

interface SentenceProps {
  readonly span: ColoredSpan;
  /** Coloured; the other words of a task are plain. */
  readonly isAsking: boolean;
  readonly words: string;
  readonly isChosen: boolean;
  readonly lead: string | null;
}

function Sentence({ span, isAsking, words, isChosen, lead }: SentenceProps) {
  const { taskId, status, path, label, dueOn } = span;
  const facts = [TASK_STATUS_NAMES[status], `${clauseText(path)} ${label}`, lead, dueOn && `期限 ${dueOn}`];
  return (
    <Link
      to={`/tasks/${taskId}` as never}
      title={facts.filter(Boolean).join(' · ')}
      className="plan-sentence"
      data-asking={isAsking}
      data-tone={TASK_STATUS_TONES[status]}
      data-status={status satisfies TaskStatus}
      data-chosen={isChosen}
    >
      {words}
    </Link>
  );
}

/** What asks for something: each duty, and the whole of a task that states none. */
function askingSpans(spans: readonly ColoredSpan[]): ReadonlySet<ColoredSpan> {
  const withDuties = new Set(spans.flatMap(({ kind, taskId }) => (kind === 'duty' ? [taskId] : [])));
  return new Set(spans.filter(({ kind, taskId }) => kind === 'duty' || !withDuties.has(taskId)));
}
