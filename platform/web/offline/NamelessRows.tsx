import { Section } from '../kit/Section.tsx';
import { StatusTag } from '../kit/Tags.tsx';
import { discardRefused, forgetDone } from './journal.ts';
import type { OutboxRow } from './offline-db.ts';

/** What nobody's name stands on: how far it has come, and not what it says, whoever holds the phone now. */
export function NamelessRows({ rows }: { rows: readonly OutboxRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Section title="不署名的内容" note={`${rows.length} 条`}>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <strong>{row.title}</strong>
            <span className="zb-outbox-line">
              <time dateTime={row.at}>{row.at.slice(0, 10)}</time>
              {row.state === 'waiting' && <StatusTag label="待上传" tone="orange" />}
              {row.state === 'refused' && <StatusTag label="未接收" tone="red" />}
              {row.state === 'done' && <StatusTag label="已收到" tone="green" />}
            </span>
            {row.state === 'done' && row.outcome && <span>{row.outcome}</span>}
            {row.state === 'refused' && (
              <ul className="zb-outbox-problems">
                {row.problems.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            )}
            {row.state !== 'waiting' && (
              <span className="zb-outbox-actions">
                <button
                  type="button"
                  className="zb-button"
                  onClick={() => void (row.state === 'done' ? forgetDone(row.id) : discardRefused(row.id))}
                >
                  从手机里清除
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
