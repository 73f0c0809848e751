import { useParams } from '@tanstack/react-router';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { type DutyList, getDutyList } from '../domain/index.ts';
import { DutyListComposer } from './DutyListComposer.tsx';
import { DutyListReading } from './DutyListReading.tsx';
import { DutyListState } from './DutyListState.tsx';
import { NewDutyListButton } from './NewDutyListButton.tsx';
import { sayPeriod } from './say-period.ts';
import './duty-list.css';

export default function DutyListPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: list, error, refetch } = useCall(getDutyList, { params: { id } });
  if (error && !list) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!list) return <Loading label="正在加载职责清单" />;
  return <DutyListRecord key={list.id} list={list} />;
}

function DutyListRecord({ list }: { list: DutyList }) {
  const { title, state, edition, campaignId, startsOn, endsOn, content, abilities } = list;
  const mayKeep = useMay('plan:adopt');
  usePageTitle(title);
  return (
    <div className="plan-duty-list">
      <header>
        <div>
          <h1>{title}</h1>
          <p>
            <DutyListState state={state} />
            {edition !== null && <span>第 {edition} 版</span>}
            <span>{startsOn || endsOn ? `有效期 ${sayPeriod(startsOn, endsOn)}` : '有效期未填写'}</span>
          </p>
        </div>
        <div className="plan-duty-list-actions zb-screen-only">
          {campaignId && <LinkButton to={`/campaigns/${campaignId}`}>执行情况</LinkButton>}
          {campaignId && mayKeep && <LinkButton to={`/campaigns/${campaignId}/edition`}>历次版本</LinkButton>}
          {mayKeep && <NewDutyListButton from={content} />}
        </div>
      </header>
      {abilities.edit && (
        <div className="zb-screen-only">
          <DutyListComposer list={list} />
        </div>
      )}
      <div className={abilities.edit ? 'zb-print-only' : undefined}>
        <DutyListReading content={content} />
      </div>
    </div>
  );
}
