import { localDate } from '@zhiben/platform/domain/clock.ts';
import { useDivisionChoices } from '@zhiben/slices/division/web';
import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { Select, TreeSelect } from 'antd';
import { CHANNEL_NAMES, GRADE_NAMES } from '../domain/hazard.terms.ts';
import type { AnalysisFilter } from '../domain/hazard-analysis.contract.ts';
import { quarterOf, sayMonths } from '../domain/hazard-analysis.rules.ts';
import { CriterionFilter } from './CriterionFilter.tsx';

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** Quarters, half years and years from the plan's beginning to now; other months stand as they are in the address. */
function periods(): { value: string; label: string }[] {
  const today = localDate(new Date());
  const all: { from: string; to: string }[] = [];
  for (let year = 2024; year <= Number(today.slice(0, 4)); year++) {
    for (const month of ['01', '04', '07', '10']) all.push(quarterOf(`${year}-${month}-01`));
    all.push({ from: `${year}-01`, to: `${year}-06` }, { from: `${year}-01`, to: `${year}-12` });
  }
  return all
    .filter(({ from }) => from <= today.slice(0, 7))
    .reverse()
    .map(({ from, to }) => ({ value: `${from} ${to}`, label: sayMonths({ from, to }) }));
}

interface AnalysisFiltersProps {
  readonly filter: AnalysisFilter;
  readonly onChange: (changes: Readonly<Record<string, string | undefined>>) => void;
}

export function AnalysisFilters({ filter, onChange }: AnalysisFiltersProps) {
  const divisions = useDivisionChoices();
  const { from, to, division } = filter;
  const shown = `${from} ${to}`;
  const known = periods();
  const options = known.some(({ value }) => value === shown)
    ? known
    : [{ value: shown, label: sayMonths(filter) }, ...known];
  const pick = (key: 'grade' | 'industry' | 'channel', label: string, names: Readonly<Record<string, string>>) => (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      popupMatchSelectWidth={false}
      value={filter[key] ?? null}
      options={choices(names)}
      onChange={(value: string | null | undefined) => onChange({ [key]: value ?? undefined })}
    />
  );
  return (
    <div className="zb-analysis-filters zb-screen-only">
      <Select
        aria-label="时间"
        value={shown}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(value: string) => {
          const [first, last] = value.split(' ');
          onChange({ from: first, to: last });
        }}
      />
      {pick('grade', '等级', GRADE_NAMES)}
      <TreeSelect
        aria-label="属地"
        placeholder="属地"
        allowClear
        popupMatchSelectWidth={false}
        value={division ?? null}
        treeData={[...divisions] as never}
        treeDefaultExpandAll
        onChange={(value: string | null | undefined) => onChange({ division: value ?? undefined })}
      />
      {pick('industry', '监管行业', INDUSTRIES)}
      {pick('channel', '发现渠道', CHANNEL_NAMES)}
      <CriterionFilter value={filter.criterionCode} onChange={(criterionCode) => onChange({ criterionCode })} />
    </div>
  );
}
