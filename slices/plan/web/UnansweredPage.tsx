import { Link } from '@tanstack/react-router';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { UnansweredBodies } from './UnansweredBodies.tsx';

export default function UnansweredPage() {
  usePageTitle('未答复单位');
  return (
    <div className="plan-unanswered-page">
      <h1>未答复单位</h1>
      <p>
        未签收任务、逾期未报、被退回未重报的单位。每天早上系统自动提醒一次；何时提醒在
        <Link to={'/reminder-settings' as never}>提醒设置</Link>中调整。
      </p>
      <UnansweredBodies />
    </div>
  );
}
