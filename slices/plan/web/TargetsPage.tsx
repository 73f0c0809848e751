import { Link, useParams } from '@tanstack/react-router';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getCampaign } from '../domain/index.ts';
import { ClassDutiesPanel } from './ClassDutiesPanel.tsx';
import { TargetsPanel } from './TargetsPanel.tsx';
import './lineage.css';

/** What a campaign wants to reach, and what it asks of enterprises themselves. */
export default function TargetsPage() {
  usePageTitle('目标和企业要求');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data } = useCall(getCampaign, { params: { id } });
  return (
    <div className="plan-lineage">
      <header>
        <div>
          <h1>目标和企业要求</h1>
          <p>{data && <Link to={`/campaigns/${id}` as never}>{data.name}</Link>}</p>
        </div>
      </header>
      <Section title="目标">
        <TargetsPanel campaignId={id} />
      </Section>
      <Section title="由企业履行的要求">
        <ClassDutiesPanel campaignId={id} />
      </Section>
    </div>
  );
}
