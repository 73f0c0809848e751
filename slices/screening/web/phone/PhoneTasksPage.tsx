import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { PackGate } from './PackGate.tsx';
import { ExtraList } from './PhoneUnitPage.tsx';

/** All tasks of this person, to check one beside the plan. */
export default function PhoneTasksPage() {
  usePageTitle('全部任务');
  return (
    <PackGate>
      {({ tasks }) =>
        tasks.length > 0 ? (
          <ExtraList tasks={tasks} />
        ) : (
          <Empty title="还没有分给您的排查任务">由安全管理员安排。</Empty>
        )
      }
    </PackGate>
  );
}
