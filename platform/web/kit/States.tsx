import { type ReactNode, useEffect, useState } from 'react';
import type { ProblemError } from '../problem.ts';
import { useHeading } from './heading.ts';
import './states.css';

/** The four states in which a part of the screen has nothing to show. No antd here: the phone app uses them too. */

const WIDTHS = ['38%', '86%', '72%', '80%', '54%'];

interface LoadingProps {
  readonly label?: string;
  /** Up to five bars. */
  readonly rows?: number;
  /** 0 where the wait has been long already. */
  readonly delayMs?: number;
}

/** Up to five grey bars in place of content, only when waiting exceeds 300 ms: what is quicker needs no announcement. */
export function Loading({ label = '正在加载', rows = 5, delayMs = 300 }: LoadingProps) {
  const [late, setLate] = useState(delayMs === 0);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  if (!late) return null;
  return (
    <div className="zb-skeleton" role="status">
      <span className="zb-visually-hidden">{label}</span>
      {WIDTHS.slice(0, rows).map((width) => (
        <i key={width} style={{ width }} />
      ))}
    </div>
  );
}

interface StateProps {
  readonly title: string;
  /** What it means, and what to do first. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` is read out at once. */
  readonly role?: 'alert' | 'status';
}

/** Nothing here: why it is empty (`title`) and what to do first. */
export function Empty({ title, children, actions, role }: StateProps) {
  const Heading = useHeading();
  return (
    <div className="zb-state" role={role}>
      <Heading>{title}</Heading>
      {children && <div>{children}</div>}
      {actions && <div className="zb-state-actions">{actions}</div>}
    </div>
  );
}

interface FailureProps {
  readonly problem: ProblemError;
  /** Shown as 重试. */
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** What happened, the request id to read out, and a way on. A missing permission says who has it. */
export function Failure({ problem, onRetry, actions }: FailureProps) {
  const Heading = useHeading();
  if (problem.status === 403) return <NoPermission sentence={problem.message} actions={actions} />;
  return (
    <div className="zb-state" role="alert">
      <Heading>{titleOf(problem)}</Heading>
      <p>{problem.message}</p>
      {problem.requestId && (
        <p className="zb-state-id">
          请求编号 <code>{problem.requestId}</code>
        </p>
      )}
      <div className="zb-state-actions">
        {problem.status === 404 && window.history.length > 1 && (
          <button type="button" className="zb-button" onClick={() => window.history.back()}>
            返回上一页
          </button>
        )}
        {onRetry && problem.status !== 404 && problem.code !== 'app/outdated-page' && (
          <button type="button" className="zb-button" onClick={onRetry}>
            重试
          </button>
        )}
        {problem.code === 'app/outdated-page' && (
          <button type="button" className="zb-button" onClick={() => window.location.reload()}>
            刷新页面
          </button>
        )}
        {actions}
      </div>
    </div>
  );
}

function titleOf(problem: ProblemError): string {
  if (problem.code === 'app/network') return '网络不通';
  if (problem.code === 'app/outdated-page') return '需要刷新页面';
  if (problem.status === 404) return '没有找到';
  if (problem.status === 401) return '需要登录';
  return '没有成功';
}

/** @param sentence says who can, as the server's 403 does */
export function NoPermission({ sentence, actions }: { sentence: string; actions?: ReactNode }) {
  const Heading = useHeading();
  return (
    <div className="zb-state" role="alert">
      <Heading>没有权限</Heading>
      <p>{sentence}</p>
      {actions && <div className="zb-state-actions">{actions}</div>}
    </div>
  );
}
