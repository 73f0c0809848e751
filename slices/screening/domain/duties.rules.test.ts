import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { describe, expect, it } from 'vitest';
import { dutiesOf, dutyTableSchema } from './duties.rules.ts';

const table = dutyTableSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../data/duties.json'), 'utf8')) as unknown,
);
const say = (industry: string, highRisk: boolean) =>
  dutiesOf(table, { industry, highRisk }).map((d) => `${d.dutyCode} ${d.level} ${d.cycleEvery} ${d.cycleUnit}`);

describe('duties by class of enterprise', () => {
  it.each([
    [
      'a workshop: the principal each quarter, the ladder as an example from elsewhere',
      'industrial-trade',
      false,
      [
        'D102 principal 1 quarter',
        'L01 team 1 day',
        'L02 workshop 1 week',
        'L03 company 1 month',
        'L04 group 1 quarter',
      ],
    ],
    [
      'chemicals: the principal each month, patrols every two hours; what binds takes the place of the example',
      'chemicals',
      true,
      [
        'D103 principal 1 month',
        'D133 post 2 hour',
        'D134a workshop 1 week',
        'D134b company 1 month',
        'L01 team 1 day',
        'L04 group 1 quarter',
      ],
    ],
    [
      'a mine: technicians each month',
      'noncoal-mine',
      true,
      [
        'D103 principal 1 month',
        'D119 technical 1 month',
        'L01 team 1 day',
        'L02 workshop 1 week',
        'L03 company 1 month',
        'L04 group 1 quarter',
      ],
    ],
  ])('%s', (_, industry, highRisk, expected) => {
    expect(say(industry, highRisk).sort()).toEqual([...expected].sort());
  });

  it('takes the strictest of several rules and shows the sources of all', () => {
    const [led] = dutiesOf(table, { industry: 'road-transport', highRisk: true }).filter(
      ({ level }) => level === 'principal',
    );
    expect(led).toMatchObject({ dutyCode: 'D103', cycleUnit: 'month', confidence: 'text', because: ['高危行业领域'] });
    expect(led?.source).toContain('交通运输系统子方案');
  });

  it('never offers what is held from memory, and says where a source is not the text', () => {
    const known = { ...table.duties[0], confidence: 'memory' as const };
    const only = { ...table, duties: [known as (typeof table.duties)[number]] };
    expect(dutiesOf(only, { industry: 'chemicals', highRisk: false })).toEqual([]);
    for (const industry of Object.keys(INDUSTRIES))
      for (const duty of dutiesOf(table, { industry, highRisk: true })) {
        expect(['text', 'secondary', 'local']).toContain(duty.confidence);
        if (duty.confidence !== 'text') expect(duty.caution).not.toBe('');
        expect(duty.because.length).toBeGreaterThan(0);
        expect(duty.source).not.toBe('');
      }
    for (const { industries } of Object.values(table.classes))
      for (const code of industries ?? []) expect(INDUSTRIES).toHaveProperty(code);
  });
});
