import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { getHazardTrail, listHazardNeighbours } from '../domain/hazard-dossier.contract.ts';
import { HazardLinks } from './HazardCourse.tsx';
import './plain-table.css';

/** 五类差别处置: what the origin proposes, by which clause, on what proof. */
export function HazardTreatment({ hazard: { treatment } }: { hazard: HazardRecord }) {
  if (!treatment) return null;
  return (
    <Section title="差别处置建议" note="系统建议，由办理人决定">
      <Facts
        items={[
          { label: '建议', value: treatment.proposal, wide: true },
          { label: '依据', value: treatment.clauses.join('；'), wide: true },
          { label: '证据', value: treatment.proof.join('；'), wide: true },
          ...(treatment.reservations.length > 0
            ? [{ label: '注意', value: treatment.reservations.join('；'), wide: true }]
            : []),
        ]}
      />
    </Section>
  );
}

/** Of the same enterprise, and under the same criterion; read when it is asked for. */
export function HazardNeighbours({ id }: { id: string }) {
  const { data, error, refetch } = useCall(listHazardNeighbours, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载相关隐患" />;
  return (
    <>
      {data.enterprise.length > 0 && (
        <Section title="同一企业的隐患" note={`最近 ${data.enterprise.length} 项`}>
          <HazardLinks links={data.enterprise} />
        </Section>
      )}
      {data.criterion.length > 0 && (
        <Section title="同一判定条款的隐患" note={`最近 ${data.criterion.length} 项`}>
          <HazardLinks links={data.criterion} />
        </Section>
      )}
    </>
  );
}

/** 责任倒查: read only when somebody asks. */
export function HazardTrail({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useCall(getHazardTrail, { params: { id } }, { enabled: open });
  if (!useMay('hazard:trail')) return null;
  return (
    <Section
      title="责任倒查"
      note="谁检查谁签名谁负责"
      actions={open ? undefined : <Button onClick={() => setOpen(true)}>查看</Button>}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {open && !data && !error && <Loading />}
      {data && (
        <>
          <table className="zb-plain-table">
            <caption>可以看到本记录的单位（按职责）</caption>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col">职责</th>
                <th scope="col">自何时起</th>
                <th scope="col">在册人员</th>
              </tr>
            </thead>
            <tbody>
              {data.seers.map(({ name, why, since, people }) => (
                <tr key={`${name} ${why}`}>
                  <th scope="row">{name}</th>
                  <td>{why}</td>
                  <td>{sayInstant(since)}</td>
                  <td>{people} 人</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="zb-plain-table">
            <caption>办理人和签名</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">办理人</th>
                <th scope="col">办理</th>
                <th scope="col">审计链</th>
              </tr>
            </thead>
            <tbody>
              {data.acts.map(({ at, who, what, seq }) => (
                <tr key={seq}>
                  <th scope="row">{sayInstant(at)}</th>
                  <td>{who}</td>
                  <td>{what}</td>
                  <td>第 {seq} 条</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}
