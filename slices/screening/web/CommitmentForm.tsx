import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import type { ProblemError } from '@zhiben/platform/web/problem.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { type ReactNode, useState } from 'react';
import { type getCommitmentDraft, signCommitment } from '../domain/commitment.contract.ts';
import {
  type CommitmentCounts,
  changedLines,
  countFault,
  type Difference,
  sayCounts,
} from '../domain/commitment.rules.ts';
import {
  COUNT_NAMES,
  type CountName,
  FLAG_NAMES,
  FLAGS,
  type FlagName,
  INSTALLATIONS,
  SIGNED_AS_NAMES,
  WORKS,
} from '../domain/commitment.terms.ts';
import './commitment.css';

export type CommitmentDraft = (typeof getCommitmentDraft.response)['_output'];

interface CommitmentFormProps {
  readonly draft: CommitmentDraft;
  /** The figures lie open; on a phone they open when something changed. */
  readonly open: boolean;
  readonly onSigned: (id: string) => void;
}

/** Today's commitment: as signed last, changed where the day differs, signed. No antd: the phone shows it too. */
export function CommitmentForm({ draft, open, onSigned }: CommitmentFormProps) {
  const [counts, setCounts] = useState(draft.counts);
  const [words, setWords] = useState(draft.words);
  const [isPublic, setPublic] = useState(draft.isPublic);
  const [because, setBecause] = useState('');
  const [isOpen, setOpen] = useState(open || draft.last === null);
  const [id] = useState(newId);
  const sign = useCommand(signCommitment);
  const [problem, setProblem] = useState('');
  const { last } = draft;
  const amends = last?.day === draft.day ? last.version : 0;
  const changed = last ? changedLines(last.counts, counts) : [];
  const submit = async () => {
    const fault = countFault(counts) ?? (words.trim() === '' ? '请写明承诺内容。' : null);
    const missing = amends > 0 && because.trim() === '' ? '请写明更正的原因。' : null;
    if (fault || missing) return setProblem(fault ?? missing ?? '');
    setProblem('');
    try {
      await sign.run({ body: { id, counts, words, isPublic, amends, because } });
      onSigned(id);
    } catch (error) {
      setProblem((error as ProblemError).message);
    }
  };
  return (
    <div className="zb-commit">
      {last && (
        <p className="zb-commit-same">
          <strong>{changed.length === 0 ? sameWords(last.day, draft.day) : `改动 ${changed.length} 项`}</strong>
          {sayCounts(counts)}
        </p>
      )}
      <Differences list={draft.differences} />
      {isOpen ? (
        <CountFields counts={counts} changed={changed} onChange={setCounts} />
      ) : (
        <button type="button" className="zb-button" onClick={() => setOpen(true)}>
          今天有变化，修改数字
        </button>
      )}
      {isOpen && (
        <label className="zb-commit-words">
          承诺内容
          <textarea rows={4} maxLength={600} value={words} onChange={({ target }) => setWords(target.value)} />
        </label>
      )}
      {amends > 0 && (
        <label className="zb-commit-words">
          更正的原因（今天已签署第 {amends} 版，原版本保留）
          <input maxLength={200} value={because} onChange={({ target }) => setBecause(target.value)} />
        </label>
      )}
      <label className="zb-commit-check">
        <input type="checkbox" checked={isPublic} onChange={({ target }) => setPublic(target.checked)} />
        同时公开在网页上（公告二维码扫开即见）
      </label>
      {problem && (
        <p className="zb-commit-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="zb-commit-foot">
        <button
          type="button"
          className="zb-button"
          data-kind="primary"
          disabled={sign.isRunning || draft.signedAs === null}
          onClick={() => void submit()}
        >
          {sign.isRunning ? '正在签署…' : amends > 0 ? '签署更正' : '签署今天的安全承诺'}
        </button>
        <small>
          {draft.signedAs === null
            ? '由主要负责人签署；主要负责人可以委托安全管理员。'
            : `以${SIGNED_AS_NAMES[draft.signedAs]}身份签署。签署后不能修改，只能更正为新版本。`}
        </small>
      </div>
    </div>
  );
}

const sameWords = (lastDay: string, today: string) =>
  lastDay === today ? '与今天已签署的一致' : `与上一次（${lastDay}）一致`;

/** By when, and by what rule. */
export function DueLine({ draft }: { draft: Pick<CommitmentDraft, 'dueAt' | 'source'> }) {
  if (draft.dueAt === null) return <p>本县没有要求本企业所在行业每日承诺，可以自愿公告。</p>;
  return (
    <p>
      {sayInstant(draft.dueAt)} 前公告
      {new Date(draft.dueAt) < new Date() && <strong>，已过时限，签署后标为“晚于时限”</strong>}。{draft.source}
    </p>
  );
}

/** What the records say beside it; each sentence opens them. */
export function Differences({ list, lead }: { list: readonly Difference[]; lead?: ReactNode }) {
  if (list.length === 0) return null;
  return (
    <div>
      <p>{lead ?? '系统按记录核对，供签署前参考，不影响签署：'}</p>
      <ul className="zb-differences">
        {list.map(({ code, sentence, path }) => (
          <li key={code}>
            {sentence} {path && <Link to={path as never}>查看记录</Link>}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface CountFieldsProps {
  readonly counts: CommitmentCounts;
  readonly changed: readonly (CountName | FlagName)[];
  readonly onChange: (counts: CommitmentCounts) => void;
}

function CountFields({ counts, changed, onChange }: CountFieldsProps) {
  const number = (name: CountName) => (
    <label key={name} data-changed={changed.includes(name)}>
      {COUNT_NAMES[name]}
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={9999}
        value={String(counts[name])}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => onChange({ ...counts, [name]: Math.max(0, Math.trunc(Number(target.value)) || 0) })}
      />
    </label>
  );
  return (
    <>
      <fieldset className="zb-count-grid">
        <legend>装置（套）</legend>
        {INSTALLATIONS.map(number)}
      </fieldset>
      <fieldset className="zb-count-grid">
        <legend>今天计划的特殊作业和操作（处）</legend>
        {WORKS.map(number)}
      </fieldset>
      <fieldset className="zb-count-grid">
        <legend>今天是否有</legend>
        {FLAGS.map((name) => (
          <label key={name} data-changed={changed.includes(name)}>
            {FLAG_NAMES[name]}
            <input
              type="checkbox"
              checked={counts[name]}
              onChange={({ target }) => onChange({ ...counts, [name]: target.checked })}
            />
          </label>
        ))}
      </fieldset>
    </>
  );
}
