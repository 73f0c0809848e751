import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { z } from 'zod';
import { sendFile } from '../offline/kept-files.ts';
import { asProblem, type ProblemError } from '../problem.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { useUrlState } from '../use-url-state.ts';
import { useTaskDraft } from './task-draft.ts';
import { answerProblem, firstOpenStep, stepOfProblem } from './task-steps.ts';
import './phone-task.css';

/** What the control of a question gets. */
export interface AnswerControl<Value> {
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
  /** For `aria-labelledby`: the question. */
  readonly labelledBy: string;
  readonly invalid: boolean;
}

/** With the id under which the task will be sent: of the new record or the command. */
export interface TaskControl<Value> extends AnswerControl<Value> {
  readonly taskId: string;
}

interface Question<Field, Value> {
  /** Field of the body that it fills. */
  readonly field: Field;
  /** In plain words: 隐患在哪里？ */
  readonly question: string;
  /** Short name on the page that checks all answers. */
  readonly label: string;
  readonly hint?: ReactNode;
  readonly input: (control: TaskControl<Value>) => ReactNode;
  /** The answer in words. @default the text itself; lists as a count */
  readonly say?: (value: NonNullable<Value>) => ReactNode;
  /** Its value is ids of photos: those still waiting are sent before the rest. */
  readonly photos?: boolean;
}

type Body<S extends z.ZodObject> = z.input<S>;
type Questions<S extends z.ZodObject> = { [K in keyof Body<S> & string]: Question<K, Body<S>[K]> }[keyof Body<S> &
  string];

interface PhoneTaskProps<S extends z.ZodObject> {
  readonly title: string;
  /** The body of the contract. */
  readonly schema: S;
  /** Names the draft; with an id of the record when there may be several. */
  readonly draft: string;
  readonly initial?: Partial<Body<S>>;
  /** One to a screen. */
  readonly questions: readonly Questions<S>[];
  /** Says what happens: 上报隐患. */
  readonly submitLabel: string;
  /**
   * Sends and goes on to the next page. `id` stays the same however often the draft is sent: put it where the
   * contract wants the id of the new record or of the command.
   */
  readonly onSubmit: (answers: Partial<Body<S>>, id: string) => Promise<unknown>;
}

const place = z.object({ step: z.coerce.number().int().min(1).optional() });

/**
 * A task for the phone: one question a screen, then a page to check, then it is sent. Every answer is kept at once;
 * back goes one question back, and closing the browser loses nothing.
 */
export function PhoneTask<S extends z.ZodObject>(props: PhoneTaskProps<S>) {
  const { title, schema, questions, submitLabel, onSubmit } = props;
  usePageTitle(title);
  const draft = useTaskDraft(props.draft, props.initial ?? {});
  const fields = questions.map(({ field }) => field as string);
  const [{ step }, setPlace] = useUrlState(place);
  const [problem, setProblem] = useState<{ step: number; message: string } | null>(null);
  const open = firstOpenStep(schema, fields, draft.values);
  const [start] = useState(open);
  // No further than the first question without an answer, whatever the address says.
  const at = Math.min(step === undefined ? start : step - 1, open, questions.length);
  const goTo = (next: number) => setPlace({ step: next + 1 }, { keepInHistory: true });
  const asked = questions[at];

  const goOn = () => {
    if (!asked) return;
    const message = answerProblem(schema, asked.field as string, draft.values[asked.field as string], asked.label);
    setProblem(message === null ? null : { step: at, message });
    if (message === null) void goTo(at + 1);
  };
  const submit = async () => {
    for (const { field, photos } of questions) {
      if (photos) for (const id of (draft.values[field as string] as string[] | undefined) ?? []) await sendFile(id);
    }
    await onSubmit(draft.values as Partial<Body<S>>, draft.id);
    draft.forget();
  };
  const onRefused = ({ fields: named }: ProblemError) => {
    const wrong = stepOfProblem(fields, named);
    if (wrong < 0) return;
    setProblem({ step: wrong, message: named[0]?.message ?? '' });
    void goTo(wrong);
  };

  return (
    <div className="zb-task">
      <progress value={at} max={questions.length} aria-label="进度" />
      {asked ? (
        <QuestionPage
          key={asked.field as string}
          question={asked as unknown as Question<string, unknown>}
          place={`第 ${at + 1} 步，共 ${questions.length} 步`}
          value={draft.values[asked.field as string]}
          taskId={draft.id}
          problem={problem?.step === at ? problem.message : null}
          onAnswer={(value) => {
            setProblem(null);
            draft.answer(asked.field as string, value);
          }}
          onNext={goOn}
        />
      ) : (
        <CheckPage
          questions={questions as unknown as readonly Question<string, unknown>[]}
          values={draft.values}
          submitLabel={submitLabel}
          onChange={(index) => void goTo(index)}
          onSubmit={submit}
          onRefused={onRefused}
        />
      )}
    </div>
  );
}

interface QuestionPageProps {
  readonly question: Question<string, unknown>;
  readonly place: string;
  readonly value: unknown;
  readonly taskId: string;
  readonly problem: string | null;
  readonly onAnswer: (value: unknown) => void;
  readonly onNext: () => void;
}

function QuestionPage({ question, place, value, taskId, problem, onAnswer, onNext }: QuestionPageProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <p className="zb-task-place">{place}</p>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {question.question}
      </h2>
      {question.hint && <p className="zb-field-hint">{question.hint}</p>}
      {problem && (
        <p className="zb-field-problem" role="alert">
          {problem}
        </p>
      )}
      {question.input({ value, onChange: onAnswer, labelledBy: id, invalid: problem !== null, taskId })}
      <div className="zb-task-foot">
        <button type="submit" className="zb-button zb-phone-block" data-kind="primary">
          下一步
        </button>
      </div>
    </form>
  );
}

interface CheckPageProps {
  readonly questions: readonly Question<string, unknown>[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly submitLabel: string;
  readonly onChange: (index: number) => void;
  readonly onSubmit: () => Promise<void>;
  readonly onRefused: (problem: ProblemError) => void;
}

function CheckPage({ questions, values, submitLabel, onChange, onSubmit, onRefused }: CheckPageProps) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const send = async () => {
    setSending(true);
    setProblem(null);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(asProblem(error));
      onRefused(asProblem(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <div>
      <h2 ref={heading} tabIndex={-1}>
        核对后提交
      </h2>
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem.message}
          {problem.status === 0 && '填写的内容已存在手机里，有网络后再点一次提交即可。'}
        </p>
      )}
      <dl className="zb-task-answers">
        {questions.map((question, index) => (
          <div key={question.field}>
            <dt>{question.label}</dt>
            <dd>{sayAnswer(question, values[question.field])}</dd>
            <dd>
              <button type="button" className="zb-link" onClick={() => onChange(index)}>
                修改<span className="zb-visually-hidden">{question.label}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <div className="zb-task-foot">
        <button
          type="button"
          className="zb-button zb-phone-block"
          data-kind="primary"
          disabled={isSending}
          onClick={() => void send()}
        >
          {isSending ? '正在提交' : submitLabel}
        </button>
      </div>
    </div>
  );
}

function sayAnswer({ say }: Question<string, unknown>, value: unknown): ReactNode {
  if (value === undefined || value === null || value === '') return <span className="zb-absent">未填写</span>;
  if (say) return say(value);
  return Array.isArray(value) ? `${value.length} 项` : String(value);
}
