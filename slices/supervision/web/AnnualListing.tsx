import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { type Annual, getAnnual, listAnnualPlates } from '../domain/annual.contract.ts';
import { LISTING_LEVEL_NAMES } from '../domain/supervision.terms.ts';
import { Candidates } from './Candidates.tsx';
import { PaperStatus } from './marks.tsx';
import { QuotaDrawer } from './QuotaDrawer.tsx';

interface AnnualListingProps {
  readonly year: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly onYear: (year: number) => void;
}

/** The quota of a year with its evidence, and whom the rules would list next. */
export function AnnualListing({ year, today, onYear }: AnnualListingProps) {
  const { data, error, refetch } = useCall(getAnnual, { params: { year } });
  const [isSetting, setSetting] = useState(false);
  const now = Number(today.slice(0, 4));
  const years = Array.from({ length: Math.max(now, year) - 2024 + 2 }, (_, n) => now + 1 - n).filter((y) => y >= 2024);
  return (
    <>
      <Section
        title={`${year}年挂牌督办`}
        actions={
          <div className="zb-super-actions">
            <Select
              aria-label="年份"
              value={year}
              options={years.map((value) => ({ value, label: `${value}年` }))}
              onChange={onYear}
            />
            {data?.abilities.setQuota && <Button onClick={() => setSetting(true)}>设置任务数</Button>}
          </div>
        }
      >
        {error ? (
          <Failure problem={error} onRetry={() => void refetch()} />
        ) : data ? (
          <>
            <Standing annual={data} isRunning={year === now} />
            <Plates year={year} />
          </>
        ) : (
          <Loading label="正在加载" />
        )}
      </Section>
      {data && year === now && (
        <Candidates
          missing={data.missing === null ? null : Math.max(0, data.missing - data.drafted)}
          mayDraft={data.abilities.draft}
        />
      )}
      {isSetting && data && <QuotaDrawer year={data.year} quota={data.quota} onDone={() => setSetting(false)} />}
    </>
  );
}

/** The drafts among the papers. */
const DRAFTS = { to: '/supervision/papers' as never, search: { view: 'drafts', kind: ['listedSupervision'] } as never };

interface StandingProps {
  readonly annual: Annual;
  /** What is drafted now will be listed this year. */
  readonly isRunning: boolean;
}

function Standing({ annual: { quota, listed, listedAbove, drafted, missing }, isRunning }: StandingProps) {
  return (
    <Facts
      items={[
        { label: '任务数', value: quota ? `${quota.count} 项` : <span className="zb-absent">未设置</span> },
        {
          label: '县级已挂牌',
          value: `${listed} 项`,
          ...(listedAbove > 0 && { source: `上级挂牌 ${listedAbove} 项另计` }),
        },
        ...(isRunning
          ? [{ label: '拟稿、审核中', value: drafted > 0 ? <Link {...DRAFTS}>{`${drafted} 项`}</Link> : '0 项' }]
          : []),
        {
          label: '还差',
          value:
            missing === null ? (
              <span className="zb-absent">设置任务数后计算</span>
            ) : missing === 0 ? (
              '已完成任务数'
            ) : (
              `${missing} 项`
            ),
        },
        ...(quota
          ? [
              {
                label: '依据',
                value: quota.source,
                wide: true,
                source: `${quota.setByName} ${sayInstant(quota.setAt)} 设置`,
              },
            ]
          : []),
      ]}
    />
  );
}

function Plates({ year }: { year: number }) {
  const { rows, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useListRows(
    listAnnualPlates,
    { year: String(year) },
    {},
  );
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading label="正在加载挂牌督办" />;
  if (rows.length === 0) return <p className="zb-absent">{year}年还没有印发挂牌督办通知书。</p>;
  return (
    <>
      <table className="zb-super-table">
        <thead>
          <tr>
            <th scope="col">文号</th>
            <th scope="col">隐患</th>
            <th scope="col">主送</th>
            <th scope="col">印发</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((plate) => (
            <tr key={plate.id}>
              <th scope="row">
                <Link to={`/supervision/papers/${plate.id}` as never}>{plate.number ?? '未编号'}</Link>
                <small>{LISTING_LEVEL_NAMES[plate.level]}</small>
              </th>
              <td>
                <Link to={`/hazards/${plate.subjectId}` as never}>{plate.subjectName}</Link>
              </td>
              <td>{plate.addressees}</td>
              <td className="zb-super-day">{sayInstant(plate.issuedAt).slice(0, 10)}</td>
              <td>
                <PaperStatus status={plate.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          加载更多
        </Button>
      )}
    </>
  );
}
