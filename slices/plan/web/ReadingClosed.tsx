import { Link } from '@tanstack/react-router';
import { useMay } from '@zhiben/platform/web/session.ts';
import { adoptPlan, type PlanRecord } from '../domain/index.ts';

/** Why the reading cannot be corrected here, and what can be done instead; nothing where it can. */
export function ReadingClosed({ plan, isStacked }: { plan: PlanRecord; isStacked: boolean }) {
  const isOffice = useMay(adoptPlan.permission);
  if (plan.campaignId !== null) {
    return (
      <p className="plan-closed">
        已建立专项行动，识别结果不再更正。
        {isOffice && (
          <>
            责任单位可在<Link to={`/campaigns/${plan.campaignId}/assign` as never}>分派任务</Link>
            中调整；方案有修订的，请<Link to={'/plans/import' as never}>导入新版</Link>。
          </>
        )}
      </p>
    );
  }
  if (!plan.abilities.correct) return null;
  return isStacked ? <p className="plan-closed">屏幕较窄，这里只能查看。更正识别结果请在电脑上办理。</p> : null;
}
