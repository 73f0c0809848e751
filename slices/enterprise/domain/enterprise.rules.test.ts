import { expect, test } from 'vitest';
import { creditCodeCheck, creditCodeFault } from './credit-code.rules.ts';
import { maskPhone, seesPhone } from './enterprise.policy.ts';
import { knownOf, paperSummary } from './papers.rules.ts';

// The first code is the one that validators commonly publish as an example; its check character is known.
test.each([
  ['91350100M000100Y43', null],
  ['91350100M000100Y44', /校验位/],
  ['91350100M000100Y4', /18 位/],
  ['91350100I000100Y43', /不含 I/],
  ['91350100m000100Y43', /大写/],
])('unified social credit code %s', (code, fault) => {
  const found = creditCodeFault(code);
  if (fault === null) expect(found).toBeNull();
  else expect(found).toMatch(fault);
});

test('the check character makes any body a valid code', () => {
  for (const body of ['91990101000000001', '92371000MA00000AB', '00000000000000000']) {
    expect(creditCodeFault(body + creditCodeCheck(body))).toBeNull();
  }
});

test.each([
  ['13800001234', '138****1234'],
  ['12345', '****'],
  ['', ''],
])('phone %s is masked as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test('supervisors and the enterprise see the number, viewers do not', () => {
  expect(seesPhone({ role: 'inspector' })).toBe(true);
  expect(seesPhone({ role: 'enterprisePrincipal' })).toBe(true);
  expect(seesPhone({ role: 'higherLevelViewer' })).toBe(false);
});

const licence = (title: string, endsOn: string | null, endedOn: string | null = null) => ({
  kind: 'licence' as const,
  title,
  startsOn: '2021-01-01',
  endsOn,
  endedOn,
  details: {},
});
test.each([
  [
    'the first of two names',
    [licence('安全生产许可证', '2024-05-01'), licence('排污许可证', '2024-03-01')],
    '2024-03-01',
  ],
  [
    'a renewed one by its latest',
    [licence('排污许可证', '2024-03-01'), licence('排污许可证', '2029-03-01')],
    '2029-03-01',
  ],
  ['renewed without end', [licence('排污许可证', '2024-03-01'), licence('排污许可证', null)], null],
  ['not one that was ended', [licence('排污许可证', '2024-03-01', '2023-01-01')], null],
])('licences lapse by %s', (_, papers, until) => {
  expect(paperSummary(papers).licenceUntil).toBe(until);
});

test('a renewed paper is asked only for what is new; people insured come from the file', () => {
  const before = {
    title: '甲财险',
    issuer: '甲财险',
    endsOn: '2024-05-01',
    details: { insured: 9, limitPerPerson: 60 },
  };
  const known = { title: '甲财险', limitPerPerson: 60, insured: 12, startsOn: '2024-05-02' };
  expect(knownOf('insurance', { employees: 12 }, before)).toEqual(known);
  expect(knownOf('insurance', { employees: null })).toEqual({});
  expect(knownOf('licence', { employees: 12 }, before)).toEqual({
    title: '甲财险',
    issuer: '甲财险',
    startsOn: '2024-05-02',
  });
});
