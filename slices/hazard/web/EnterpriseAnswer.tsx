import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import type { AnswerControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { industryName, listEnterprises } from '@zhiben/slices/enterprise/domain';
import { useEffect, useState } from 'react';
import './phone-hazards.css';

export interface KnownEnterprise {
  id: string;
  name: string;
  industry: string;
}

const PAUSE_MS = 300;
const SHOWN = 8;

/** Picks an enterprise of one's scope by part of its name. */
export function EnterpriseAnswer({ value, onChange, labelledBy, invalid }: AnswerControl<KnownEnterprise>) {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useCall(listEnterprises, { query: { limit: SHOWN, ...(q ? { q } : {}) } }, { keepPrevious: true });
  const found = data?.rows ?? [];
  const rows = value && !found.some((row) => row.id === value.id) ? [value, ...found] : found;
  return (
    <div className="zb-phone-answer">
      <TextAnswer
        value={typed}
        onChange={(text) => setTyped(text ?? '')}
        labelledBy={labelledBy}
        invalid={invalid}
        placeholder="输入企业名称查找"
      />
      {data && rows.length === 0 && <p>没有找到，请换几个字再查。</p>}
      <Choices
        label="企业"
        value={value?.id}
        onChange={(id) => {
          const row = rows.find((one) => one.id === id);
          if (row) onChange({ id: row.id, name: row.name, industry: row.industry });
        }}
        options={rows.map(({ id, name, industry }) => ({ value: id, label: name, note: industryName(industry) }))}
      />
    </div>
  );
}
