import { Link, useParams } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { getCriterionPage } from '../domain/hazard-criteria.contract.ts';
import { FavouriteButton } from './CriteriaPage.tsx';
import './criteria.css';

const STATUS = {
  'in-force': { label: '现行', tone: 'green' },
  superseded: { label: '已被替代', tone: 'neutral' },
  unknown: { label: '是否现行待核', tone: 'orange' },
} as const;

/** One criterion: its words, where they stand, how far they were checked, and the hazards under it. */
export default function CriterionPage() {
  usePageTitle('判定标准');
  const { code = '' } = useParams({ strict: false }) as { code?: string };
  const { data, error, refetch } = useCall(getCriterionPage, { params: { code } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { criterion, standard, keywords, hazards } = data;
  const link = (more: object, count: number) =>
    count === 0 ? (
      '0 项'
    ) : (
      <Link to={'/hazards' as never} search={{ view: 'all', counted: 'true', criterionCode: code, ...more } as never}>
        {sayNumber(count)}
        {count >= 10_000 ? '+' : ''} 项
      </Link>
    );
  return (
    <article className="zb-criteria">
      <header className="zb-import-head">
        <h1>
          {criterion.article}　{criterion.code}
        </h1>
        <StatusTag {...STATUS[standard.status]} />
        <div className="zb-import-actions">
          <FavouriteButton row={criterion} />
        </div>
      </header>
      <blockquote className="zb-criteria-text">
        {criterion.lead && <p>{criterion.lead}</p>}
        <p>{criterion.text}</p>
      </blockquote>
      {criterion.caveats.length > 0 && <p className="zb-criterion-caveat">{criterion.caveats.join('；')}。</p>}
      <Section title="出处">
        <Facts
          items={[
            { label: '标准', value: `《${standard.title}》`, wide: true },
            { label: '文号', value: standard.docNumber },
            { label: '发布机关', value: standard.issuer },
            {
              label: '判定时间',
              value: `${standard.inForceFrom} 起${standard.inForceUntil ? `，至 ${standard.inForceUntil} 前` : ''}发现的隐患`,
            },
            { label: '行业', value: industryName(criterion.industry) },
            { label: '适用范围', value: criterion.scope },
            { label: '常见说法', value: keywords.join('、'), wide: true },
          ]}
        />
      </Section>
      <Section title="以本条认定的隐患" note="本人管辖范围内">
        <Facts
          items={[
            { label: '全部', value: link({}, hazards.all) },
            { label: '未销号', value: link({ state: 'open' }, hazards.open) },
          ]}
        />
      </Section>
    </article>
  );
}
