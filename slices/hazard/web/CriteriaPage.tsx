import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Checkbox, Input, Select } from 'antd';
import { z } from 'zod';
import {
  browseCriteria,
  type LibraryCriterion,
  listCriteriaIndustries,
  markCriterion,
} from '../domain/hazard-criteria.contract.ts';
import './criteria.css';

const place = z.object({
  q: z.string(),
  industry: z.string(),
  standard: z.string(),
  on: z.string(),
  favourites: z.literal('true'),
});

/** 判定标准库: what judges a hazard of an industry on a day. */
export default function CriteriaPage() {
  usePageTitle('判定标准库');
  const [state, setPlace] = useUrlState(place);
  const mayJudge = useMay('hazard:confirm');
  const mayAnalyse = useMay('hazard:analyse');
  const industries = useCall(listCriteriaIndustries, {});
  const { q, industry, standard, on = localDate(new Date()), favourites } = state;
  const isAsked = Boolean(q || industry || favourites);
  const set = (changes: Partial<z.input<typeof place>>) => void setPlace(changes);
  if (industries.error) return <Failure problem={industries.error} onRetry={() => void industries.refetch()} />;
  if (!industries.data) return <Loading />;
  const standards = industries.data.rows.find(({ code }) => code === industry)?.standards ?? [];
  return (
    <div className="zb-criteria">
      <header className="zb-import-head">
        <h1>判定标准库</h1>
        <div className="zb-import-actions">
          {mayJudge && <Link to={'/hazard-criteria/changes' as never}>标准更替复核</Link>}
          {mayAnalyse && <Link to={'/hazard-suggestions' as never}>判定建议比对</Link>}
        </div>
      </header>
      <p className="zb-form-lead">隐患按发现当日有效的标准判定。标有“待核”“收录不全”的，以主管部门公布的文本为准。</p>
      <div className="zb-analysis-filters">
        <Input.Search
          allowClear
          aria-label="检索条文"
          placeholder="条文中的词，如：可燃气体报警"
          defaultValue={q ?? ''}
          onSearch={(words) => set({ q: words || undefined })}
        />
        <Select
          aria-label="行业"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="行业"
          popupMatchSelectWidth={false}
          value={industry ?? null}
          options={industries.data.rows.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(value: string | null | undefined) => set({ industry: value ?? undefined, standard: undefined })}
        />
        <DateInput value={on} onChange={(day) => set({ on: day || undefined })} />
        <Checkbox
          checked={favourites === 'true'}
          onChange={({ target }) => set({ favourites: target.checked ? 'true' : undefined })}
        >
          只看我的常用
        </Checkbox>
      </div>
      {standards.length > 0 && (
        <ul className="zb-criteria-standards">
          {standards.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="zb-link"
                aria-pressed={standard === one.id}
                onClick={() =>
                  set({
                    standard: standard === one.id ? undefined : one.id,
                    on: one.inForceUntil ? one.inForceFrom : undefined,
                  })
                }
              >
                {one.title}
              </button>{' '}
              {one.docNumber}　{one.inForceFrom} 起{one.inForceUntil ? `至 ${one.inForceUntil} 前` : ''}　{one.count} 条
              {one.caveats.map((caveat) => (
                <small key={caveat}>{caveat}</small>
              ))}
            </li>
          ))}
        </ul>
      )}
      {isAsked ? (
        <Found
          query={{ q, industry, standard, on, favourites }}
          said={new Set(standards.flatMap(({ caveats }) => caveats))}
        />
      ) : (
        <Section title="各行业" note="选择行业，或输入条文中的词">
          <ul className="zb-criteria-industries">
            {industries.data.rows.map(({ code, name, standards: own }) => (
              <li key={code}>
                <button type="button" className="zb-link" onClick={() => set({ industry: code })}>
                  {name}
                </button>
                <small>{sayNumber(own.reduce((sum, { count }) => sum + count, 0))} 条</small>
                {own.some(({ isComplete }) => !isComplete) && <StatusTag label="收录不全" tone="orange" />}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

type Query = { [K in 'q' | 'industry' | 'standard' | 'on']?: string | undefined } & { favourites?: 'true' | undefined };

/** @param said what stands above already about the standards, and need not stand at each of their criteria */
function Found({ query, said }: { query: Query; said: ReadonlySet<string> }) {
  const { data, error, refetch } = useCall(browseCriteria, { query }, { keepPrevious: true });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.rows.length === 0) {
    return <Empty title="没有符合条件的条款">该日可能没有收录有效的标准；换一个日期，或去掉部分条件。</Empty>;
  }
  return (
    <ol className="zb-criteria-list">
      {data.rows.map((row) => (
        <CriterionLine key={row.code} row={row} said={said} />
      ))}
    </ol>
  );
}

function CriterionLine({ row, said }: { row: LibraryCriterion; said: ReadonlySet<string> }) {
  const caveats = row.caveats.filter((caveat) => !said.has(caveat));
  return (
    <li>
      <div>
        <Link to={`/hazard-criteria/${row.code}` as never}>
          {row.article}　{row.text}
        </Link>
        <small>
          《{row.standard}》　{row.code}
          {caveats.length > 0 && <em>　{caveats.join('；')}</em>}
        </small>
      </div>
      <FavouriteButton row={row} />
    </li>
  );
}

export function FavouriteButton({ row: { code, isFavourite, article } }: { row: LibraryCriterion }) {
  const mark = useCommand(markCriterion);
  return (
    <Button
      size="small"
      aria-pressed={isFavourite}
      aria-label={`${isFavourite ? '取消常用' : '设为常用'}：${article}`}
      loading={mark.isRunning}
      onClick={() => void mark.run({ params: { code }, body: { isFavourite: !isFavourite } }).catch(() => {})}
    >
      {isFavourite ? '★ 常用' : '☆ 设为常用'}
    </Button>
  );
}
