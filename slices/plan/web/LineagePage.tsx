import { Link, useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import {
  type Coverage,
  exportInheritance,
  getInheritance,
  getLineage,
  type Lineage,
  PLAN_LEVEL_NAMES,
} from '../domain/index.ts';
import { InheritanceTable } from './InheritanceTable.tsx';
import { LineageDrawer } from './LineageDrawer.tsx';
import { useShortNames } from './use-short-names.ts';
import './lineage.css';

/** How a plan carries out the one above it, and how those below carry out this one. */
export default function LineagePage() {
  usePageTitle('上级方案承接');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getLineage, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载承接情况" />;
  return <PlanLineage lineage={data} />;
}

function PlanLineage({ lineage }: { lineage: Lineage }) {
  const [isSetting, setSetting] = useState(false);
  const { id, title, level, ancestors, parent, coverage, children, abilities } = lineage;
  return (
    <div className="plan-lineage">
      <header>
        <div>
          <h1>上级方案承接</h1>
          <ol className="plan-lineage-path" aria-label="方案层级">
            {[...ancestors].reverse().map((plan) => (
              <li key={plan.id}>
                {plan.level && <StatusTag label={PLAN_LEVEL_NAMES[plan.level]} />}
                <Link to={`/plans/${plan.id}/lineage` as never}>{plan.title}</Link>
              </li>
            ))}
            <li aria-current="true">
              {level ? (
                <StatusTag label={PLAN_LEVEL_NAMES[level]} tone="blue" />
              ) : (
                <StatusTag label="层级未设定" tone="yellow" />
              )}
              <Link to={`/plans/${id}` as never}>{title}</Link>
            </li>
          </ol>
        </div>
        <div className="plan-lineage-actions">
          {parent && (
            <a className="zb-button" href={urlOf(exportInheritance, { params: { id } })} download>
              导出承接情况表
            </a>
          )}
          {abilities.link && (
            <Button type={parent ? 'default' : 'primary'} onClick={() => setSetting(true)}>
              设定层级和上级方案
            </Button>
          )}
        </div>
      </header>
      {coverage && parent ? <Inheritance id={id} coverage={coverage} /> : <NoParent />}
      {children.length > 0 && <Children rows={children} />}
      {isSetting && <LineageDrawer lineage={lineage} onClose={() => setSetting(false)} />}
    </div>
  );
}

function NoParent() {
  return (
    <Empty title="还没有设定上级方案">
      设定后逐条对照：上级的每一条在本方案由哪一条落实，哪些没有落实，哪些期限推迟、频次降低。
    </Empty>
  );
}

function Inheritance({ id, coverage }: { id: string; coverage: Coverage }) {
  const { data, error, refetch } = useCall(getInheritance, { params: { id } }, { keepPrevious: true });
  const { owed, confirmed, waived, open, contradicting } = coverage;
  return (
    <Section
      title="逐条承接"
      note={`应承接 ${owed} 条，已确认 ${confirmed} 条（其中冲突 ${contradicting} 条），不需承接 ${waived} 条，未落实 ${open} 条`}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label="正在逐条比对" />}
      {data && <InheritanceTable planId={id} data={data} />}
    </Section>
  );
}

function Children({ rows }: { rows: Lineage['children'] }) {
  const nameOf = useShortNames();
  return (
    <Section title="下级方案承接本方案" note={`${rows.length} 份`}>
      <div className="plan-lineage-scroll">
        <table className="plan-lineage-children">
          <thead>
            <tr>
              <th scope="col">下级方案</th>
              <th scope="col">制定单位</th>
              <th scope="col">应承接</th>
              <th scope="col">已确认</th>
              <th scope="col">不需承接</th>
              <th scope="col">未落实</th>
              <th scope="col">冲突</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, issuer, bodyId, coverage }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to={`/plans/${id}/lineage` as never}>{title}</Link>
                </th>
                <td>{(bodyId ? nameOf(bodyId) : null) ?? issuer ?? <Absent kind="unknown" />}</td>
                <td>{coverage.owed}</td>
                <td>{coverage.confirmed}</td>
                <td>{coverage.waived}</td>
                <td data-pressing={coverage.open > 0}>
                  <Link to={`/plans/${id}/lineage?show=gap` as never}>{coverage.open}</Link>
                </td>
                <td data-pressing={coverage.contradicting > 0}>
                  <Link to={`/plans/${id}/lineage?show=conflict` as never}>{coverage.contradicting}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
