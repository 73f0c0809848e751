import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { adoptEdition, clauseText, getCampaign, listEditions, listPlans, previewEdition } from '../domain/index.ts';
import { EditionChanges, sayCounts } from './EditionChanges.tsx';
import './lineage.css';

const view = z.object({ document: z.uuid().optional() });

/** The editions of a campaign's plan, and putting it on a new one: first every difference, then one decision. */
export default function EditionPage() {
  usePageTitle('方案修订');
  const { id } = useParams({ strict: false }) as { id: string };
  const [{ document }, setView] = useUrlState(view);
  const mayAdopt = useMay('plan:adopt');
  const campaign = useCall(getCampaign, { params: { id } });
  if (campaign.error) return <Failure problem={campaign.error} onRetry={() => void campaign.refetch()} />;
  if (!campaign.data) return <Loading label="正在加载专项行动" />;
  return (
    <div className="plan-lineage">
      <header>
        <div>
          <h1>方案修订</h1>
          <p>
            <Link to={`/campaigns/${id}` as never}>{campaign.data.name}</Link>　现行依据：
            <Link to={`/plans/${campaign.data.documentId}` as never}>{campaign.data.documentTitle}</Link>
          </p>
        </div>
        {mayAdopt && (
          <div className="plan-edition-choice">
            <RecordSelect
              aria-label="选择修订版"
              contract={listPlans}
              query={{ adopted: 'false' }}
              label={(row) => row.title}
              placeholder="选择已导入的修订版"
              {...(document ? { value: document } : {})}
              onChange={(chosen) => void setView({ document: chosen })}
            />
            <LinkButton to="/plans/import">导入修订版文件</LinkButton>
          </div>
        )}
      </header>
      {document && mayAdopt ? (
        <Preview campaignId={id} documentId={document} />
      ) : (
        mayAdopt && (
          <Empty title="请选择修订版">
            先导入修订后的方案文件并核对，再在这里选择，逐条对照新增、删除、修改的内容后升版。
          </Empty>
        )
      )}
      <Editions campaignId={id} />
    </div>
  );
}

function Preview({ campaignId, documentId }: { campaignId: string; documentId: string }) {
  const navigate = useNavigate();
  const confirm = useConfirm();
  const notice = useNotice();
  const adopt = useCommand(adoptEdition);
  const [commandId] = useState(newId);
  const { data, error, refetch } = useCall(previewEdition, { params: { id: campaignId, documentId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在逐条对照" />;
  const { campaign, document, counts, rows } = data;
  const reports = rows.filter((row) => row.after).reduce((sum, row) => sum + (row.task?.reports ?? 0), 0);
  const ask = () =>
    confirm({
      title: `把“${campaign.name}”升为第 ${campaign.edition + 1} 版？`,
      consequence: (
        <>
          依据改为《{document.title}》：{sayCounts(counts)}。保留条款的责任单位、{reports}{' '}
          条进展和经过都不变；删除的条款记为已废止，不再催办；新增的条款待分派。升版不能撤销。
        </>
      ),
      verb: '升版',
      irreversible: true,
      run: async () => {
        const body = { commandId, version: campaign.version, documentId };
        const done = await adopt.run({ params: { id: campaignId }, body });
        notice(`已升为第 ${done.edition} 版`);
        await navigate({ to: `/campaigns/${campaignId}/edition`, search: {} } as never);
      },
    });
  return (
    <Section
      title="修订对照"
      note={sayCounts(counts)}
      actions={
        <Button type="primary" onClick={ask}>
          升版
        </Button>
      }
    >
      <EditionChanges rows={rows} />
    </Section>
  );
}

function Editions({ campaignId }: { campaignId: string }) {
  const { data } = useCall(listEditions, { params: { id: campaignId } });
  if (!data || data.rows.length === 0) return null;
  return (
    <>
      <Section title="历次版本">
        <ol className="plan-edition-list">
          {data.rows.map(({ edition, documentId, title, adoptedAt, adoptedByName, counts }) => (
            <li key={edition}>
              <b>第 {edition} 版</b>
              <Link to={`/plans/${documentId}` as never}>{title}</Link>
              <span>
                {sayInstant(adoptedAt)}　{adoptedByName}
                {counts && `　${sayCounts(counts)}`}
              </span>
            </li>
          ))}
        </ol>
      </Section>
      {data.repealed.length > 0 && (
        <Section title="已废止的条款" note={`${data.repealed.length} 条`}>
          <ul className="plan-edition-list">
            {data.repealed.map(({ taskId, path, label, repealedOn }) => (
              <li key={taskId}>
                <Link to={`/tasks/${taskId}` as never}>
                  {clauseText(path)} {label}
                </Link>
                <span>{repealedOn} 废止</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
