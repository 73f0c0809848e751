import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCriteriaLibrary } from './criteria.library.ts';
import {
  criteriaInForce,
  describeCoverage,
  findIndustry,
  getCriterion,
  getDeadlineRule,
  listCriteria,
  listDeadlineRules,
  listIndustries,
  mayShowAsFact,
  searchCriteria,
} from './index.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../data/${path}`, import.meta.url), 'utf8'));
const day = z.iso.date();

const standardFileSchema = z.strictObject({
  industry: z.string(),
  industryName: z.string(),
  source: z.strictObject({
    title: z.string().min(4),
    issuer: z.string(),
    docNumber: z.string(),
    issuedOn: day.nullable(),
    effectiveFrom: day.nullable(),
    status: z.enum(['in-force', 'superseded', 'unknown']),
    supersededBy: z.string().optional(),
    officialUrl: z.url().optional(),
  }),
  retrievedFrom: z.array(z.string()).min(1),
  completeness: z.string().regex(/^(complete|partial: )/),
  notes: z.array(z.string()).optional(),
  criteria: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z]{2,3}\d{0,2}(-[A-Za-z0-9]+)+$/),
        article: z.string().min(1),
        scope: z.string().min(1),
        lead: z.string().optional(),
        text: z.string().min(5),
        keywords: z.array(z.string().min(1)),
      }),
    )
    .min(1),
});

const deadlineFileSchema = z.strictObject({
  title: z.string(),
  calendarRules: z.record(z.string(), z.string()),
  count: z.int(),
  items: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]\d{2}$/),
      area: z.enum(['enforcement', 'hazard', 'reporting', 'emergency', 'training', 'grading', 'credit']),
      trigger: z.string().min(2),
      duration: z.number().positive(),
      unit: z.enum(['hour', 'day', 'month', 'year', 'dayOfMonth', 'per_day', 'percent/day']),
      calendar: z.enum(['natural', 'workday']),
      actor: z.string().min(1),
      source: z.string().min(2),
      confidence: z.enum(['text', 'secondary', 'local', 'memory']),
      note: z.string().optional(),
      supersededBy: z.string().optional(),
      effectiveFrom: day.optional(),
    }),
  ),
});

describe('data files', () => {
  const names = readdirSync(new URL('../data/criteria/', import.meta.url));

  it.each(names)('%s has the published shape', (name) => {
    standardFileSchema.parse(read(`criteria/${name}`));
  });

  it('gives every file to exactly one industry and loses no criterion', () => {
    const total = names.reduce((sum, name) => sum + read(`criteria/${name}`).criteria.length, 0);
    const all = listCriteria({ includeSuperseded: true });
    expect(all).toHaveLength(total);
    expect(new Set(all.map(({ code }) => code)).size).toBe(total);
  });

  it('deadlines have the published shape and unique codes', () => {
    const file = deadlineFileSchema.parse(read('deadlines.json'));
    expect(new Set(file.items.map(({ code }) => code)).size).toBe(file.count);
  });
});

describe('versions in force', () => {
  it.each([
    ['construction', '2024-12-12', 'construction-2022'],
    ['construction', '2024-12-13', 'construction'],
    ['port-dangerous-goods', '2024-07-07', 'port-dangerous-goods-2016'],
    ['noncoal-mine', '2023-01-01', 'noncoal-mine'],
  ])('%s discovered on %s is judged by %s alone', (industry, on, standard) => {
    expect([...new Set(criteriaInForce(industry, on).map((each) => each.standard.id))]).toEqual([standard]);
  });

  it('adds the supplement of noncoal mines from its issue day', () => {
    expect(criteriaInForce('noncoal-mine', '2024-04-22')).toHaveLength(64);
    expect(criteriaInForce('noncoal-mine', '2024-04-23')).toHaveLength(72);
    expect(getCriterion('NM-SU-01')?.standard.docNumber).toBe('矿安〔2024〕41号');
  });

  it('says that it cannot judge where the library holds no document for the day', () => {
    expect(criteriaInForce('coal-mine', '2026-06-30')).toEqual([]);
    expect(describeCoverage('coal-mine', '2026-06-30').coverage).toBe('none');
    expect(describeCoverage('education', '2026-01-01').coverage).toBe('partial');
    expect(describeCoverage('education', '2026-01-01').caveats.join()).toContain('条文收录不全');
    expect(describeCoverage('industrial-trade', '2026-01-01')).toEqual({ coverage: 'full', caveats: [] });
  });

  it('leaves superseded documents out unless asked', () => {
    expect(listCriteria({ industry: 'port-dangerous-goods' })).toEqual([]);
    expect(listCriteria({ industry: 'port-dangerous-goods', includeSuperseded: true })).toHaveLength(24);
  });

  it('marks what is not confirmed', () => {
    const standards = listIndustries().flatMap((industry) => industry.standards);
    for (const standard of standards) {
      const sure =
        standard.status === 'in-force' && standard.completeness === 'complete' && standard.basis === 'stated';
      expect([standard.id, standard.caveats.length === 0]).toEqual([standard.id, sure]);
    }
  });
});

describe('industries', () => {
  it.each([
    ['industrial-trade', 'industrial-trade'],
    ['工贸', 'industrial-trade'],
    ['冶金', 'industrial-trade'],
    ['非煤矿山', 'noncoal-mine'],
    ['教育', 'education'],
    ['construction-2022', 'construction'],
    ['航天', undefined],
    ['', undefined],
  ])('%j is %s', (given, code) => {
    expect(findIndustry(given)?.code).toBe(code);
  });

  it('have names and aliases of their own', () => {
    const names = listIndustries().flatMap(({ code, name, aliases }) => [code, name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('search', () => {
  it.each([
    ['除尘系统与其他除尘系统互联互通', 'IT-11-4'],
    ['外电架空线路安全距离', 'CT-10-2'],
    ['尾矿库浸润线', 'NM-T-06'],
  ])('%s finds %s among the first', (query, code) => {
    expect(searchCriteria(query, { limit: 5 }).map((hit) => hit.criterion.code)).toContain(code);
  });

  it('keeps to the industry, the day and the limit', () => {
    const hits = searchCriteria('安全生产许可证', { industry: 'construction', on: '2024-01-01', limit: 3 });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.length).toBeLessThanOrEqual(3);
    for (const { criterion } of hits) expect(criterion.standard.id).toBe('construction-2022');
  });

  it('answers nothing for a query without Chinese words in common', () => {
    expect(searchCriteria('zzz')).toEqual([]);
    expect(searchCriteria('')).toEqual([]);
  });

  it('loads and ranks quickly', () => {
    const read25 = (name: string) => read(`criteria/${name}.json`);
    // Processor time, in ms: other work on the machine must not fail the test.
    const spent = (work: () => void) => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    let library!: ReturnType<typeof createCriteriaLibrary>;
    const loading = spent(() => {
      library = createCriteriaLibrary(read('standards.json'), read25);
    });
    expect(loading).toBeLessThan(50);
    library.searchCriteria('瓦斯');
    const searching = spent(() => {
      for (let turn = 0; turn < 20; turn++) library.searchCriteria('配电室安全出口堵塞无法开启');
    });
    expect(searching / 20).toBeLessThan(10);
  });
});

describe('deadline rules', () => {
  it('reads one and lists by area', () => {
    expect(getDeadlineRule('L07')).toMatchObject({ duration: 5, calendar: 'workday', source: '行政处罚法64、85条' });
    expect(getDeadlineRule('X99')).toBeUndefined();
    expect(listDeadlineRules()).toHaveLength(86);
    expect(listDeadlineRules({ area: 'credit' }).map(({ code }) => code)).toEqual(['C01', 'C02', 'C03']);
  });

  it('lets only what was read in the source be shown as fact', () => {
    expect(mayShowAsFact({ confidence: 'text' })).toBe(true);
    const unverified = listDeadlineRules().filter(({ confidence }) => confidence === 'memory');
    expect(unverified.map(({ code }) => code)).toEqual(['H08', 'H09', 'R08', 'G09', 'C03']);
    expect(unverified.some(mayShowAsFact)).toBe(false);
  });
});
