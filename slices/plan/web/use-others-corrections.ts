import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { useEffect, useRef } from 'react';
import type { PlanRecord } from '../domain/index.ts';

/** Says when somebody else has corrected the plan while it is open. */
export function useOthersCorrections({ corrections }: PlanRecord): void {
  const { userId } = useSession();
  const notice = useNotice();
  const others = corrections.filter(({ madeBy }) => madeBy !== userId);
  const seen = useRef(others.length);
  const last = others.at(-1);
  useEffect(() => {
    const added = others.length - seen.current;
    seen.current = others.length;
    if (added > 0 && last) notice(`${last.madeByName}刚刚更正了 ${added} 处，已显示`);
  }, [others.length, last, notice]);
}
