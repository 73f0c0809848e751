import { useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { getHazardDossier, writeHazardDossier } from '../domain/hazard-dossier.contract.ts';
import { HazardLinks } from './HazardCourse.tsx';
import { headline } from './hazard-marks.tsx';
import './plain-table.css';

/** 卷宗: the facts for handling a hazard as an accident or for a closing request; prints as it stands. */
export default function HazardDossierPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getHazardDossier, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在汇集卷宗" />;
  const { patterns, penalties, hazards, facts, chain } = data;
  return (
    <RecordPage
      number={data.number}
      title={`卷宗：${headline(data.description)}`}
      actions={
        <>
          {(['shutdown', 'accident'] as const)
            .filter((as) => patterns.some((pattern) => pattern.as === as))
            .map((as) => (
              <Button key={as} href={urlOf(writeHazardDossier, { params: { id }, query: { as } })} download>
                {as === 'shutdown' ? '起草提请关闭的请示' : '起草参照事故调查的请示'}
              </Button>
            ))}
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Section title="基本情况">
        <Facts
          items={[
            { label: '企业', value: data.enterpriseName },
            { label: '汇集时间', value: sayInstant(data.madeAt) },
            { label: '隐患描述', value: data.description, wide: true },
            { label: '证明', value: chain ? `审计链第 ${chain.from} 至第 ${chain.to} 条` : '' },
          ]}
        />
      </Section>
      <Section title="事实和依据" note="系统按记录汇集，是否参照事故调查、提请关闭由负责人决定">
        {patterns.length === 0 ? (
          <Empty title="记录中没有久拖不改、屡改屡犯、屡罚不改的情形">按一般程序督促整改。</Empty>
        ) : (
          <table className="zb-plain-table">
            <thead>
              <tr>
                <th scope="col">事实</th>
                <th scope="col">依据</th>
                <th scope="col">建议</th>
              </tr>
            </thead>
            <tbody>
              {patterns.map(({ code, finding, ground, suggests }) => (
                <tr key={code}>
                  <th scope="row">{finding}</th>
                  <td>{ground}</td>
                  <td>{suggests}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {penalties.length > 0 && (
        <Section title="行政处罚" note={`${penalties.length} 次`}>
          <table className="zb-plain-table">
            <thead>
              <tr>
                <th scope="col">日期</th>
                <th scope="col">文书</th>
                <th scope="col">内容</th>
                <th scope="col">隐患</th>
              </tr>
            </thead>
            <tbody>
              {penalties.map((penalty) => (
                <tr key={`${penalty.on} ${penalty.document}`}>
                  <th scope="row">{penalty.on}</th>
                  <td>{penalty.document}</td>
                  <td>{penalty.text}</td>
                  <td>{penalty.number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {hazards.length > 0 && (
        <Section title="涉及的隐患" note={`${hazards.length} 项`}>
          <HazardLinks links={hazards} />
        </Section>
      )}
      <Section title="办理过程" note={`${facts.length} 步`}>
        <table className="zb-plain-table">
          <tbody>
            {facts.map(({ at, who, what }) => (
              <tr key={`${at} ${what}`}>
                <th scope="row">{sayInstant(at)}</th>
                <td>{who}</td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </RecordPage>
  );
}
