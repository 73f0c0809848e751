import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Commitment } from '../domain/commitment.contract.ts';
import { SIGNED_AS_NAMES } from '../domain/commitment.terms.ts';
import { Counts } from './CommitmentCounts.tsx';
import { Differences } from './CommitmentForm.tsx';
import './commitment.css';

export function CommitmentMarks({
  commitment,
}: {
  commitment: Pick<Commitment, 'version' | 'isLate' | 'differences'>;
}) {
  const { version, isLate, differences } = commitment;
  return (
    <>
      <StatusTag label={version > 1 ? `第 ${version} 版` : '已签署'} tone="green" />
      {isLate && <StatusTag label="晚于时限" tone="yellow" />}
      {differences > 0 && <StatusTag label={`${differences} 处与记录有差异`} tone="yellow" />}
    </>
  );
}

/** Everything of one signature. */
export function CommitmentBody({ commitment }: { commitment: Commitment }) {
  const { signedAt, signedAs, signedByName, deputyReason, amendsBecause, dueAt, told, now, versions, id } = commitment;
  const grown = now.filter(({ code }) => told.every((one) => one.code !== code));
  return (
    <>
      <Section title="承诺">
        <p>{commitment.words}</p>
        <Facts
          items={[
            { label: '签署人', value: `${signedByName}${signedAs ? `（${SIGNED_AS_NAMES[signedAs]}）` : ''}` },
            { label: '签署时间', value: signedAt && sayInstant(signedAt) },
            { label: '时限', value: dueAt ? sayInstant(dueAt) : '自愿公告' },
            { label: '网页公开', value: commitment.isPublic ? '公开' : '不公开' },
            ...(deputyReason ? [{ label: '委托原因', value: deputyReason, wide: true }] : []),
            ...(amendsBecause ? [{ label: '更正原因', value: amendsBecause, wide: true }] : []),
          ]}
        />
      </Section>
      <Section title="与当天记录核对" note="供核实，不作为结论">
        {told.length === 0 && grown.length === 0 && <p>签署时和现在的记录都没有发现差异。</p>}
        <Differences list={told} lead="签署时已提示签署人：" />
        <Differences list={grown} lead="签署后记录又有变化：" />
      </Section>
      <Section title="装置和作业">
        <Counts counts={commitment.counts} />
      </Section>
      <Section title="版本" note={`${versions.length} 个`}>
        <ul className="zb-versions">
          {versions.map((one) => (
            <li key={one.id}>
              第 {one.version} 版　{sayInstant(one.signedAt)} {one.signedByName}
              {one.id === id && '（本页）'}
              {one.amendsBecause && <small>更正原因：{one.amendsBecause}</small>}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
