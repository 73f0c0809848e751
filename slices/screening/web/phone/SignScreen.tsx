import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { StorageFullError } from '@zhiben/platform/web/offline/storage.ts';
import { VERDICT_NAMES } from '@zhiben/slices/screening/domain';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { NO_ANSWER } from './check-draft.ts';
import { itemFault } from './item-fault.ts';
import { itemOfFault, type Signing, signingFaults } from './sign-record.ts';

interface SignScreenProps {
  readonly signing: Omit<Signing, 'signedName'>;
  /** Opens an item again. */
  readonly onOpen: (index: number) => void;
  readonly onSign: (signedName: string) => Promise<void>;
}

/** All answers on one page; the name typed below is the signature. */
export function SignScreen({ signing, onOpen, onSign }: SignScreenProps) {
  const { draft, checklist, signer } = signing;
  const { items } = checklist;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [signedName, setSignedName] = useState('');
  const [faults, setFaults] = useState<readonly FieldProblem[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const answers = items.map((item) => draft.answers[item.id] ?? NO_ANSWER);
  const open = items.filter((item) => itemFault(item, draft.answers[item.id]) !== null).length;
  const bad = answers.filter(({ verdict }) => verdict === 'bad').length;
  const photos = answers.reduce(
    (sum, { photoIds, finding }) => sum + photoIds.length + (finding?.photoIds.length ?? 0),
    0,
  );

  const sign = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const found = await signingFaults({ ...signing, signedName });
      setFaults(found);
      if (found.length === 0) await onSign(signedName);
    } catch (error) {
      setProblem(error instanceof StorageFullError ? error.message : '没有存下，请再试一次；填写的内容还在。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="zb-sign" onSubmit={(event) => void sign(event)} noValidate>
      <h2 ref={heading} tabIndex={-1}>
        核对后签名
      </h2>
      <p className="zb-sign-sum">
        {[
          `${items.length} 项`,
          bad > 0 && `不合格 ${bad} 项`,
          photos > 0 && `${photos} 张照片`,
          open > 0 && `还差 ${open} 项`,
        ]
          .filter(Boolean)
          .join('，')}
      </p>
      <ol className="zb-sign-list">
        {items.map((item, index) => {
          const { verdict, value, finding } = answers[index] ?? NO_ANSWER;
          const fault = itemFault(item, draft.answers[item.id]);
          return (
            <li key={item.id}>
              <button type="button" onClick={() => onOpen(index)}>
                <span>{item.question}</span>
                <span className="zb-sign-verdict" data-verdict={fault ? 'open' : verdict}>
                  {fault ? '补答' : VERDICT_NAMES[verdict ?? 'ok']}
                </span>
                {!fault && (value !== null || finding) && (
                  <small>
                    {[value !== null && `${value} ${item.unit}`.trim(), verdict === 'bad' && finding?.words]
                      .filter(Boolean)
                      .join('；')}
                  </small>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      {faults.length > 0 && (
        <div className="zb-notice" data-kind="problem" role="alert">
          <ul>
            {faults.map((fault) => {
              const index = itemOfFault(items, fault);
              return (
                <li key={`${fault.path} ${fault.message}`}>
                  {index >= 0 ? (
                    <button type="button" className="zb-link" onClick={() => onOpen(index)}>
                      第 {index + 1} 项：{fault.message}
                    </button>
                  ) : (
                    fault.message
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="zb-field">
        <label htmlFor={id}>签名</label>
        <span className="zb-field-hint">输入本人姓名“{signer.name}”，表示以上由本人现场检查。</span>
        <input
          id={id}
          className="zb-input"
          autoComplete="off"
          value={signedName}
          onChange={(event) => setSignedName(event.target.value)}
        />
      </div>
      <div className="zb-task-foot">
        <button type="submit" className="zb-button zb-phone-block" data-kind="primary" disabled={isBusy || open > 0}>
          {open > 0 ? `还差 ${open} 项没有答` : isBusy ? '正在存下' : '签名并提交'}
        </button>
      </div>
    </form>
  );
}
