import { expect, test } from 'vitest';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { IMPOSED_MEASURES } from '../domain/hazard.terms.ts';
import { askedFields, askedValues, courseForm } from './course-forms.ts';

const hazard = { course: { measures: [] }, rectificationDueOn: null } as unknown as HazardRecord;
const fields = courseForm('impose', hazard, [])?.fields ?? [];
const always = ['measure', 'text', 'document', 'files'];
const OWN: Partial<Record<(typeof IMPOSED_MEASURES)[number], readonly string[]>> = {
  suspension: ['untilOn'],
  powerCut: ['approvedBy', 'noticeAt', 'effectiveAt', 'urgent'],
};

test.each([undefined, ...IMPOSED_MEASURES])('imposing %s asks for what that measure needs alone', (measure) => {
  const own = (measure && OWN[measure]) ?? [];
  expect(
    askedFields(fields, { measure })
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...always, ...own].sort());
});

test('what was filled in for another measure is not sent', () => {
  const filled = {
    commandId: '1',
    measure: 'powerCut',
    text: '断电',
    approvedBy: '局长',
    urgent: true,
    untilOn: '2024-04-01',
  };
  const { untilOn: _, ...cut } = filled;
  expect(askedValues(fields, filled)).toEqual(cut);
  const { approvedBy: _a, urgent: _u, ...suspended } = { ...filled, measure: 'suspension' };
  expect(askedValues(fields, { ...filled, measure: 'suspension' })).toEqual(suspended);
});
