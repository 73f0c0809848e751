import { newId } from '@zhiben/platform/domain/ids.ts';
import { call, urlOf } from '@zhiben/platform/web/api.ts';
import type { BulkAction } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import type { ProblemError } from '@zhiben/platform/web/problem.ts';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { App } from 'antd';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { exportTasks, listTaskParties, remindBodies } from '../domain/index.ts';
import { BulkAssignDrawer } from './BulkAssignDrawer.tsx';

/** What can be done with several tasks of a list at once, and the drawer that it may open. */
export function useTaskBulk(): { readonly actions: readonly BulkAction[]; readonly drawer: ReactNode } {
  const mayAssign = useMay('plan:assign');
  const mayRemind = useMay('task:verify');
  const notice = useNotice();
  const { message } = App.useApp();
  const remind = useCommand(remindBodies);
  const [assigning, setAssigning] = useState<readonly string[] | null>(null);

  const remindLeads = async (ids: readonly string[]) => {
    try {
      const { rows } = await call(listTaskParties, { query: { ids: [...ids] } });
      const bodyIds = [...new Set(rows.flatMap(({ done, leadBodyId }) => (done || !leadBodyId ? [] : [leadBodyId])))];
      if (bodyIds.length === 0) return notice('所选任务没有需要催办的牵头单位');
      const { reminded, skipped } = await remind.run({ body: { commandId: newId(), bodyIds } });
      notice(`已催办 ${reminded} 个单位${skipped > 0 ? `，${skipped} 个今天已催办或没有欠报事项` : ''}`);
    } catch (error) {
      void message.error((error as ProblemError).message);
    }
  };
  // The list compares its actions by identity.
  const run = useRef(remindLeads);
  run.current = remindLeads;
  const actions = useMemo(
    (): readonly BulkAction[] => [
      ...(mayAssign ? [{ label: '批量分派', run: (ids: readonly string[]) => setAssigning(ids) }] : []),
      ...(mayRemind ? [{ label: '催办牵头单位', run: (ids: readonly string[]) => run.current(ids) }] : []),
      {
        label: '导出所选',
        run: (ids) => window.location.assign(urlOf(exportTasks, { query: { ids: [...ids] } })),
      },
    ],
    [mayAssign, mayRemind],
  );
  const drawer = assigning && <BulkAssignDrawer ids={assigning} onClose={() => setAssigning(null)} />;
  return { actions, drawer };
}
