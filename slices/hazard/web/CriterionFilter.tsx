import { useCall } from '@zhiben/platform/web/use-call.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { browseCriteria, getCriterionPage } from '../domain/hazard-criteria.contract.ts';

interface CriterionFilterProps {
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
}

/** One criterion of the library, replaced editions too, found by its words; one's own favourites stand first. */
export function CriterionFilter({ value, onChange }: CriterionFilterProps) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const query = q ? { q } : { favourites: 'true' as const };
  const found = useCall(browseCriteria, { query }, { keepPrevious: true });
  const chosen = useCall(getCriterionPage, { params: { code: value ?? '' } }, { enabled: value !== undefined });
  const own = chosen.data?.criterion;
  const rows = found.data?.rows ?? [];
  const shown = own && !rows.some(({ code }) => code === own.code) ? [own, ...rows] : rows;
  return (
    <Select
      aria-label="判定标准"
      placeholder="判定标准"
      className="zb-criterion-filter"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      popupMatchSelectWidth={420}
      value={value ?? null}
      loading={found.isFetching}
      notFoundContent={q ? '没有这样的条款' : '输入条文中的词查找，例如：可燃气体报警'}
      options={shown.map(({ code, industry, article, text }) => ({
        value: code,
        label: `${article} ${text}`,
        place: `${industryName(industry)} · ${article}`,
        text,
      }))}
      optionRender={({ data }) => (
        <div className="zb-criterion-option">
          <div>{data.text}</div>
          <small>{data.place}</small>
        </div>
      )}
      onChange={(code: string | null | undefined) => onChange(code ?? undefined)}
    />
  );
}
