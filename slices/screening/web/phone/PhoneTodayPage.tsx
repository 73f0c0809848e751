import { Link } from '@tanstack/react-router';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { asProblem } from '@zhiben/platform/web/problem.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { type ComponentType, useEffect, useState } from 'react';
import './phone-today.css';

/**
 * 今日任务: where people of an enterprise land. What is done in a hurry stands at once; the tasks, which need the store of
 * this phone and all the rules, follow (bench/phone-entry.ts).
 */
export default function PhoneTodayPage() {
  usePageTitle('今日任务');
  const { parts, problem } = useParts();
  return (
    <div className="zb-today">
      {parts && <parts.TodayNotices />}
      <nav className="zb-today-actions" aria-label="常用">
        <Link to={'/m/screening/scan' as never} className="zb-button">
          扫码排查
        </Link>
        <Link to={'/m/screening/finding' as never} className="zb-button">
          报问题
        </Link>
        <Link to={'/m/screening/snapshot' as never} className="zb-button">
          随手拍
        </Link>
      </nav>
      {parts && <parts.TodayWork />}
      {!parts && (problem ? <Failure problem={problem} onRetry={() => window.location.reload()} /> : <Loading />)}
    </div>
  );
}

interface Parts {
  readonly TodayNotices: ComponentType;
  readonly TodayWork: ComponentType;
}

let loaded: Parts | undefined;

/** Both parts at once, and at once again when one comes back to the page: no flash of what was there already. */
function useParts() {
  const [parts, setParts] = useState(loaded);
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  useEffect(() => {
    if (loaded) return;
    import('./TodayParts.tsx').then(
      (module) => {
        loaded = module;
        setParts(module);
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  }, []);
  return { parts, problem };
}
