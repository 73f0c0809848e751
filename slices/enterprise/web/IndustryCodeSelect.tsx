import type { TreeChoice } from '@zhiben/platform/web/kit/list/list-types.ts';
import { TreeSelect } from 'antd';
import { useState } from 'react';
import {
  INDUSTRY_DIVISIONS,
  INDUSTRY_SECTIONS,
  industryClassName,
  readIndustryCode,
} from '../domain/industry-classes.ts';

/** Sections with their divisions, for filters. */
export const INDUSTRY_CODE_TREE: readonly TreeChoice[] = Object.entries(INDUSTRY_SECTIONS).map(([section, name]) => ({
  value: section,
  label: `${section} ${name}`,
  children: [...INDUSTRY_DIVISIONS]
    .filter(([code]) => code[0] === section)
    .map(([code, division]) => ({ value: code, label: `${code} ${division}` })),
}));

interface IndustryCodeSelectProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (code: string | undefined) => void;
}

/** A code of GB/T 4754 from the tree, by words or digits; a group or class that is typed goes under its division. */
export function IndustryCodeSelect({ value, onChange, ...control }: IndustryCodeSelectProps) {
  const [typed, setTyped] = useState('');
  const finer = [value, readIndustryCode(typed)].filter((code): code is string => (code?.length ?? 0) > 3);
  const treeData = INDUSTRY_CODE_TREE.map(({ value: section, label, children = [] }) => ({
    value: section,
    title: label,
    children: children.map((division) => ({
      value: division.value,
      title: division.label,
      children: [...new Set(finer)]
        .filter((code) => code.startsWith(division.value))
        .map((code) => ({ value: code, title: industryClassName(code) })),
    })),
  }));
  return (
    <TreeSelect
      {...control}
      allowClear
      placeholder="按名称查找，或键入代码，如 2614"
      showSearch={{
        onSearch: setTyped,
        filterTreeNode: (search, node) => {
          const code = readIndustryCode(search);
          const words = `${node.title}`.includes(search.trim());
          return words || (code !== null && code.length > 1 && `${node.value}` === code);
        },
      }}
      treeData={treeData}
      value={value ?? undefined}
      onChange={(code: string | undefined) => onChange?.(code)}
    />
  );
}
