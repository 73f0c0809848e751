import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { HazardLink, HazardRecord } from '../domain/hazard.contract.ts';
import {
  LASTING_MEASURES,
  MEASURE_NAMES,
  REPORT_TARGET_NAMES,
  REPORT_TARGETS,
  STATUS_NAMES,
} from '../domain/hazard.terms.ts';
import './plain-table.css';

/** What stands beside the status: 双报告, measures, what is pending, where it comes from and where it led. */
export function HazardCourse({ hazard }: { hazard: HazardRecord }) {
  const { course, reopens, reopenedAs, originalDueOn, extendedCount, recurrence } = hazard;
  const pending = [
    course.extension && {
      label: '待答复的延期申请',
      value: `延至 ${course.extension.dueOn}`,
      source: course.extension.reason,
    },
    course.pausedOn && {
      label: '期限中止计算',
      value: `自 ${course.pausedOn} 起`,
      source: `中止前的整改期限 ${course.pausedDueOn}`,
    },
    course.referral &&
      hazard.status !== 'referred' && {
        label: '移送待签收',
        value: course.referral.authority,
        source: course.referral.document,
      },
    hazard.status === 'referred' && { label: '已移送', value: course.referral?.authority ?? '' },
    course.shutdown && { label: '提请关闭', value: course.shutdown.government, source: course.shutdown.document },
    originalDueOn && { label: '原整改期限', value: originalDueOn, source: `已延期 ${extendedCount} 次` },
    hazard.lookBackDueOn && {
      label: '回头看',
      value: hazard.lookedBackAt
        ? `${sayInstant(hazard.lookedBackAt)} ${course.lookBack?.passed ? '合格' : '不合格'}`
        : `待办，期限 ${hazard.lookBackDueOn}`,
    },
    reopens && { label: '回头看反弹自', value: <HazardLinkTo link={reopens} /> },
    reopenedAs && { label: '反弹后登记为', value: <HazardLinkTo link={reopenedAs} /> },
  ].filter((one) => one !== null && one !== false && one !== '');
  const isMajor = hazard.grade === 'major';
  if (!isMajor && pending.length === 0 && course.measures.length === 0) return null;
  return (
    <>
      <Section title="办理情况">
        <Facts
          items={[
            ...(isMajor
              ? REPORT_TARGETS.map((target) => {
                  const report = course.reports[target];
                  return {
                    label: `双报告：${target === 'department' ? '部门' : '职工大会（职代会）'}`,
                    value: report ? report.on : <Absent kind="none" />,
                    ...(report ? { source: `${REPORT_TARGET_NAMES[target]}，${report.how}` } : {}),
                  };
                })
              : []),
            ...pending,
          ]}
        />
      </Section>
      {recurrence.length > 0 && (
        <Section title="同类复发" note={`同一企业同一判定条款此前 ${recurrence.length} 项`}>
          <HazardLinks links={recurrence} />
        </Section>
      )}
      {course.measures.length > 0 && <Measures hazard={hazard} />}
    </>
  );
}

function Measures({ hazard: { course } }: { hazard: HazardRecord }) {
  return (
    <Section title="现场处置和措施" note={`${course.measures.length} 项`}>
      <table className="zb-plain-table">
        <thead>
          <tr>
            <th scope="col">措施</th>
            <th scope="col">内容</th>
            <th scope="col">日期</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {course.measures.map(({ no, measure, text, document, on, untilOn, liftedOn }) => (
            <tr key={no}>
              <th scope="row">
                {MEASURE_NAMES[measure]}
                {document && <small>{document}</small>}
              </th>
              <td>{text}</td>
              <td>
                {on}
                {untilOn && <small>至 {untilOn}</small>}
              </td>
              <td>
                {LASTING_MEASURES.has(measure) ? (
                  liftedOn ? (
                    `${liftedOn} 解除`
                  ) : (
                    <StatusTag label="执行中" tone="orange" />
                  )
                ) : (
                  '已登记'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function HazardLinkTo({ link }: { link: HazardLink }) {
  return <Link to={`/hazards/${link.id}` as never}>{link.number}</Link>;
}

/** Other hazards, each a line that leads to it. */
export function HazardLinks({ links }: { links: readonly HazardLink[] }) {
  if (links.length === 0) return <Absent kind="none" />;
  return (
    <ul className="zb-hazard-links">
      {links.map((link) => (
        <li key={link.id}>
          <HazardLinkTo link={link} />
          <span>{link.description}</span>
          <small>
            {STATUS_NAMES[link.status]}，{link.registeredAt.slice(0, 10)} 登记
          </small>
        </li>
      ))}
    </ul>
  );
}
