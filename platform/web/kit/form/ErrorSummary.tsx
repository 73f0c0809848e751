import { useEffect, useRef } from 'react';
import type { FieldProblem } from '../../../domain/errors.ts';

export interface FormTrouble {
  /** What happened, when it is more than the fields. */
  readonly sentence?: string;
  readonly fields: readonly FieldProblem[];
  readonly requestId?: string;
}

interface ErrorSummaryProps {
  readonly trouble: FormTrouble;
  readonly labelOf: (path: string) => string | undefined;
  readonly onField: (path: string) => void;
}

/** All that stands against the form, on top; each line leads to its field. Takes the focus when it appears. */
export function ErrorSummary({ trouble, labelOf, onField }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new trouble is brought to notice
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble]);
  return (
    <div className="zb-form-trouble" role="alert" tabIndex={-1} ref={box}>
      <strong>{trouble.sentence ?? `有 ${trouble.fields.length} 处需要修改`}</strong>
      {trouble.fields.length > 0 && (
        <ul>
          {trouble.fields.map(({ path, message }) => {
            const label = labelOf(path);
            return (
              <li key={`${path} ${message}`}>
                {label === undefined ? (
                  message
                ) : (
                  <button type="button" onClick={() => onField(path)}>
                    {message.includes(label) ? message : `${label}：${message}`}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {trouble.requestId && (
        <p className="zb-state-id">
          请求编号 <code>{trouble.requestId}</code>
        </p>
      )}
    </div>
  );
}
