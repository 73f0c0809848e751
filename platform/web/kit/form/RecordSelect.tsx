import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { CallInput, RouteContract } from '../../../domain/contract.ts';
import { useCall } from '../../use-call.ts';
import type { RowOf } from '../list/list-types.ts';

interface RecordSelectProps<C extends RouteContract> {
  readonly id?: string;
  /** A list contract whose query has `q`. */
  readonly contract: C;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly label: (row: RowOf<C>) => string;
  readonly value?: string;
  readonly onChange?: (id: string | undefined) => void;
  /** Name of the record that is chosen already. */
  readonly known?: { readonly id: string; readonly label: string } | undefined;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
}

const PAUSE_MS = 250;
const SHOWN = 30;

/** Picks one record of a list that is too long to show, by typing part of its name. */
export function RecordSelect<C extends RouteContract>(props: RecordSelectProps<C>) {
  const { contract, query = {}, label, value, onChange, known, placeholder, ...rest } = props;
  const [text, setText] = useState('');
  const [settled, setSettled] = useState('');
  const [chosen, setChosen] = useState(known);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const input = { query: { ...query, ...(settled ? { q: settled } : {}), limit: SHOWN } } as unknown as CallInput<C>;
  const { data, isFetching, error } = useCall(contract, input, { keepPrevious: true });
  const rows = ((data as { rows: readonly RowOf<C>[] } | undefined)?.rows ?? []).map((row) => ({
    value: (row as { id: string }).id,
    label: label(row),
  }));
  const isListed = rows.some((row) => row.value === value);
  const options =
    chosen && !isListed && chosen.id === value ? [{ value: chosen.id, label: chosen.label }, ...rows] : rows;
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={placeholder ?? '输入名称查找'}
      value={value ?? null}
      options={options}
      loading={isFetching}
      notFoundContent={error ? error.message : isFetching ? '正在查找' : '没有找到'}
      onChange={(id: string | undefined) => {
        const row = rows.find((one) => one.value === id);
        if (row) setChosen({ id: row.value, label: row.label });
        onChange?.(id);
      }}
    />
  );
}
