import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Button } from 'antd';
import { useState } from 'react';
import { type Campaign, exportDecomposition, exportLedger, exportProgressReport } from '../domain/index.ts';
import { LedgerImportDrawer } from './LedgerImportDrawer.tsx';

const PERIOD_DAYS = 30;

/** Papers that are made of the campaign, and the ledger that comes back. */
export function CampaignPapers({ campaign }: { campaign: Campaign }) {
  const now = today(systemClock);
  const [from, setFrom] = useState(addDays(now, -PERIOD_DAYS));
  const [to, setTo] = useState(now);
  const [isImporting, setImporting] = useState(false);
  const params = { id: campaign.id };
  return (
    <Section title="文书和台账">
      <ul className="plan-papers">
        <li>
          <div>
            任务分解表
            <small>公文格式，横排；任务、措施、牵头和责任单位、时限</small>
          </div>
          <Button href={urlOf(exportDecomposition, { params })} download>
            下载任务分解表
          </Button>
        </li>
        <li>
          <div>
            进展情况报告
            <small>由核查通过的进展汇成，每句附依据；请核对后签发</small>
            <span className="plan-papers-period">
              <DateInput aria-label="报告开始日期" value={from} max={to} onChange={(day) => day && setFrom(day)} />
              至
              <DateInput
                aria-label="报告截止日期"
                value={to}
                min={from}
                max={now}
                onChange={(day) => day && setTo(day)}
              />
            </span>
          </div>
          <Button href={urlOf(exportProgressReport, { params, query: { from, to } })} download>
            下载进展报告
          </Button>
        </li>
        <li>
          <div>
            任务台账
            <small>表格；填写单位和备注后可以导回</small>
          </div>
          <span>
            <Button href={urlOf(exportLedger, { params })} download>
              下载台账
            </Button>
            {campaign.abilities.assign && <Button onClick={() => setImporting(true)}>导入台账</Button>}
          </span>
        </li>
      </ul>
      {isImporting && <LedgerImportDrawer campaignId={campaign.id} onClose={() => setImporting(false)} />}
    </Section>
  );
}
