import { Link } from '@tanstack/react-router';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { FIELD_RULES, type FieldName } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_STATUS_NAMES, PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { getGrade } from '../domain/grading.contract.ts';
import { industryName } from '../domain/industries.ts';
import type { PaperRecord } from '../domain/papers.contract.ts';
import { GradePoints } from './GradePoints.tsx';
import { PaperStateTag, SupervisionGradeTag } from './grade-marks.tsx';
import { GRADING_STATE_NAMES, sayGrading } from './grading-words.ts';
import { useOwnEnterprise } from './use-own-enterprise.ts';
import './enterprise.css';

/** One's own file on the phone: what is on record, what lapses, the grade and why. */
export default function PhoneEnterprisePage() {
  usePageTitle('本企业档案');
  const { data, error, refetch } = useOwnEnterprise();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载本企业档案" />;
  const asked = Object.keys(data.proposal?.changes ?? {}).map((field) => FIELD_RULES[field as FieldName].label);
  return (
    <article className="zb-phone-file">
      <header>
        <h2>{data.name}</h2>
        <SupervisionGradeTag grade={data.supervisionGrade} />
      </header>
      {asked.length > 0 && (
        <p className="zb-notice" role="status">
          已申报变更：{asked.join('、')}，待监管部门确认。
        </p>
      )}
      <Link to={'/m/enterprise/edit' as never} className="zb-button zb-phone-block" data-kind="primary">
        更新档案
      </Link>
      <Link to={'/m/risks' as never} className="zb-button zb-phone-block">
        本企业风险清单
      </Link>
      <Grade enterprise={data} />
      <Section title="基本情况">
        <Facts
          items={[
            { label: '信用代码或编号', value: data.creditCode ?? data.localNumber, wide: true },
            { label: '监管行业', value: industryName(data.industry) },
            { label: '状态', value: ENTERPRISE_STATUS_NAMES[data.status] },
            { label: '从业人员', value: data.employees === null ? null : `${data.employees} 人` },
            { label: '地址', value: data.address, wide: true },
            { label: '主要负责人', value: data.principalName },
            { label: '联系电话', value: data.principalPhone },
            { label: '安全管理人员', value: data.safetyManagerName },
            { label: '实际控制人', value: data.controllerName },
          ]}
        />
      </Section>
      <Section title="许可证照和保险" note={`${data.papers.length} 项`}>
        {data.papers.length === 0 && <p className="zb-absent">还没有登记许可证照和保险。</p>}
        <ul className="zb-changes">
          {data.papers.map((paper) => (
            <li key={paper.id}>
              <strong>
                {paper.title} {paper.kind !== 'accident' && <PaperStateTag state={paper.state} />}
              </strong>
              <small>
                {paper.endsOn ? `有效期至 ${paper.endsOn}` : paper.startsOn}
                {mayRenew(paper) && (
                  <>
                    {' · '}
                    <Link to={`/m/enterprise/papers/${paper.kind}/${paper.id}` as never}>
                      续登<span className="zb-visually-hidden">{paper.title}</span>
                    </Link>
                  </>
                )}
              </small>
            </li>
          ))}
        </ul>
        {OWN_KINDS.map((kind) => (
          <Link key={kind} to={`/m/enterprise/papers/${kind}` as never} className="zb-button zb-phone-block">
            登记{PAPER_KIND_NAMES[kind]}
          </Link>
        ))}
      </Section>
    </article>
  );
}

const OWN_KINDS = ['licence', 'insurance'] as const;
const mayRenew = ({ kind, endedOn, endsOn }: PaperRecord) =>
  endedOn === null && endsOn !== null && OWN_KINDS.some((own) => own === kind);

function Grade({ enterprise }: { enterprise: Enterprise }) {
  const { data } = useCall(getGrade, { params: { id: enterprise.id } });
  if (!data) return null;
  const [latest] = data.history;
  return (
    <Section title="监管等级" note={data.inspections === null ? '尚未确定' : `每年检查至多 ${data.inspections} 次`}>
      {latest && (
        <p>
          {sayGrading(latest)}（{GRADING_STATE_NAMES[latest.state]}）{latest.settlement && `：${latest.settlement}`}
        </p>
      )}
      {latest?.abilities.appeal && (
        <Link to={`/m/enterprise/appeal/${latest.id}` as never} className="zb-button zb-phone-block">
          对分级结果申诉（{latest.appealDueOn} 前）
        </Link>
      )}
      <details>
        <summary>现在的得分：{data.now.score} 分</summary>
        <GradePoints base={data.now.base} points={data.now.points} score={data.now.score} />
      </details>
    </Section>
  );
}
