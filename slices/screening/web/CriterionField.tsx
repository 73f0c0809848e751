import { localDate } from '@zhiben/platform/domain/clock.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { suggestCriteria } from '@zhiben/slices/hazard/domain';
import { Select } from 'antd';
import { useEffect, useState } from 'react';

interface Props {
  readonly value: string | null;
  /** What the item asks: its words find the likely clauses before anything is typed. */
  readonly question: string;
  readonly onChange: (code: string | null) => void;
}

const PAUSE_MS = 250;

/** A clause of the 判定标准 in force today, found by its words and shown with its code. */
export function CriterionField({ value, question, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const q = useSettled((typed || question).slice(0, 300));
  const query = { q, on: localDate(new Date()), limit: 20 };
  const { data, isFetching } = useCall(suggestCriteria, { query }, { enabled: isOpen, keepPrevious: true });
  return (
    <Select
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="输入条文中的词查找"
      value={value}
      loading={isFetching}
      onOpenChange={setOpen}
      popupMatchSelectWidth={480}
      notFoundContent={isFetching ? '正在查找' : '没有相近的条款，换个词试试'}
      options={(data?.rows ?? []).map((row) => ({ value: row.code, label: `${row.code} ${row.article}`, row }))}
      optionRender={({ data: { row } }) => (
        <div className="zb-scr-criterion">
          <div title={row.text}>{row.text}</div>
          <small>
            {row.code} · {industryName(row.industry)} · {row.article}
          </small>
        </div>
      )}
      onChange={(code: string | undefined) => onChange(code ?? null)}
    />
  );
}

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
