import { Button } from 'antd';
import type { ReactNode } from 'react';
import './ticked.css';

interface TickedFooterProps<Answer> {
  /** What is done to all that was ticked; fails as a command does, with its problem below. */
  readonly send: () => Promise<Answer>;
  readonly onSent: (answer: Answer) => void;
  readonly problem: { readonly message: string } | null;
  readonly isRunning: boolean;
  readonly disabled?: boolean;
  readonly onDone: () => void;
  /** 交办 3 条: what the button says. */
  readonly children: ReactNode;
}

/** Below many ticked records: what went wrong, the way out, and the act itself. */
export function TickedFooter<Answer>(props: TickedFooterProps<Answer>) {
  const { send, onSent, problem, isRunning, disabled = false, onDone, children } = props;
  return (
    <>
      {problem && (
        <p role="alert" className="zb-ticked-problem">
          {problem.message}
        </p>
      )}
      <footer>
        <Button onClick={onDone}>不办理</Button>
        <Button
          type="primary"
          loading={isRunning}
          disabled={disabled}
          onClick={() => void send().then(onSent, () => undefined)}
        >
          {children}
        </Button>
      </footer>
    </>
  );
}
