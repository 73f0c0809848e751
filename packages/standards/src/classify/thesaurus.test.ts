import { expect, it } from 'vitest';
import { parseThesaurus } from './thesaurus.ts';

it('names the concepts of a text, each once, by any of their words', () => {
  const conceptsOf = parseThesaurus('# 注\n起重机: 行车 天车\n\n吊运: 行车 吊着\n');
  expect(conceptsOf('天车坏了,行车也坏了')).toEqual(['起重机', '吊运']);
  expect(conceptsOf('叉车')).toEqual([]);
});
