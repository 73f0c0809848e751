import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMON_FIELDS, OFFICIAL_RECORDS, OFFICIAL_TYPES, TYPE_NAMES } from '../domain/official/index.ts';
import { type OfficialField, officialFields } from './official-fields.ts';

test.each(OFFICIAL_TYPES)('%s: the list of fields names what the contract reads, and nothing else', (type) => {
  const read = Object.keys(OFFICIAL_RECORDS[type].shape);
  expect(
    officialFields(type)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(read.sort());
});

/** Written by this test: `UPDATE_DOCS=1 npx vitest run slices/exchange/server/official-fields`. */
test('the table of docs/exchange.md is that of the code', () => {
  const path = join(import.meta.dirname, '../../../docs/exchange.md');
  const text = readFileSync(path, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const now = `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`;
  if (process.env.UPDATE_DOCS === '1') writeFileSync(path, now);
  expect(readFileSync(path, 'utf8')).toBe(now);
});

const BEGIN = '<!-- fields: begin -->';
const END = '<!-- fields: end -->';

function tables(): string {
  const isCommon = ({ name }: OfficialField) => COMMON_FIELDS.includes(name);
  const common = `### 通用字段\n\n${table(officialFields('riskUnit').filter(isCommon))}`;
  const own = OFFICIAL_TYPES.map((type) => {
    return `### ${TYPE_NAMES[type]}\n\n${table(officialFields(type).filter((field) => !isCommon(field)))}`;
  });
  return [common, ...own].join('\n\n');
}

function table(fields: readonly OfficialField[]): string {
  const rows = fields.map(({ name, label, ours, codes, note }) => {
    const meaning = Object.entries(codes ?? {}).map(([code, words]) => `${code} ${words}`);
    return `| \`${name}\` | ${label} | ${ours ? `\`${ours}\`` : ''} | ${[meaning.join('，'), note].filter(Boolean).join('；')} |`;
  });
  return ['| 字段 | 名称 | 本平台 | 代码与说明 |', '|---|---|---|---|', ...rows].join('\n');
}
