import { expect, test } from 'vitest';
import { type Assignment, assignmentFaults, completeAssignment } from './assignment.rules.ts';
import { ROLES, type Role } from './roles.ts';

type Body = NonNullable<Assignment['body']>;

const COUNTY = '990001';
const WHOLE = '990001000000';
const EAST = '990001100000';
const EAST_VILLAGE = '990001100200';
const WEST = '990001101000';
const divisions = new Set([WHOLE, EAST, EAST_VILLAGE, WEST]);

const office: Body = { kind: 'committeeOffice', division: WHOLE, industries: null };
const emergency: Body = { kind: 'department', division: WHOLE, industries: ['chemicals', 'fireworks'] };
const east: Body = { kind: 'township', division: EAST, industries: null };
const leadership: Body = { kind: 'leadership', division: WHOLE, industries: null };
const works = { division: EAST_VILLAGE };

type Given = Parameters<typeof completeAssignment>[1];
const given = (role: Role, rest: Partial<Given> = {}): Given => ({
  role,
  body: null,
  enterprise: null,
  division: null,
  industries: null,
  ...rest,
});
const faults = (g: Given) => assignmentFaults(completeAssignment(COUNTY, g), divisions, COUNTY).map(({ path }) => path);

test.each<[string, Given, Pick<Assignment, 'division' | 'industries'>]>([
  [
    'a department officer sees what the department supervises',
    given('departmentOfficer', { body: emergency }),
    { division: WHOLE, industries: ['chemicals', 'fireworks'] },
  ],
  [
    'one for fireworks alone',
    given('departmentOfficer', { body: emergency, industries: ['fireworks'] }),
    { division: WHOLE, industries: ['fireworks'] },
  ],
  [
    'an inspector of the department in one township',
    given('inspector', { body: emergency, division: EAST }),
    { division: EAST, industries: ['chemicals', 'fireworks'] },
  ],
  [
    'a township officer sees the township',
    given('townshipOfficer', { body: east }),
    { division: EAST, industries: null },
  ],
  [
    'one for a village of it',
    given('townshipOfficer', { body: east, division: EAST_VILLAGE }),
    { division: EAST_VILLAGE, industries: null },
  ],
  ['an inspector of a township', given('inspector', { body: east }), { division: EAST, industries: null }],
  ['the clerk sees the county', given('committeeClerk', { body: office }), { division: WHOLE, industries: null }],
  [
    'an administrator in a department sees the county all the same',
    given('administrator', { body: emergency }),
    { division: WHOLE, industries: null },
  ],
  ['a leader of the county', given('leader', { body: leadership }), { division: WHOLE, industries: null }],
  [
    'a leader in charge of some industries',
    given('leader', { industries: ['chemicals'] }),
    { division: WHOLE, industries: ['chemicals'] },
  ],
  [
    'people of an enterprise see it, whatever scope is asked for',
    given('worker', { enterprise: works, division: WEST, industries: ['chemicals'] }),
    { division: EAST_VILLAGE, industries: null },
  ],
  [
    'an expert for one industry',
    given('expert', { industries: ['chemicals'] }),
    { division: WHOLE, industries: ['chemicals'] },
  ],
  ['a viewer from above', given('higherLevelViewer'), { division: WHOLE, industries: null }],
])('%s', (_, g, scope) => {
  expect(faults(g)).toEqual([]);
  expect(completeAssignment(COUNTY, g)).toMatchObject(scope);
});

test.each<[string, Given, string[]]>([
  ['a clerk outside the committee office', given('committeeClerk', { body: emergency }), ['bodyId']],
  ['a clerk without a body', given('committeeClerk'), ['bodyId']],
  ['a department officer in a township', given('departmentOfficer', { body: east }), ['bodyId']],
  ['a township officer in a department', given('townshipOfficer', { body: emergency }), ['bodyId']],
  ['an inspector of the committee office', given('inspector', { body: office }), ['bodyId']],
  ['an expert in a body', given('expert', { body: office }), ['bodyId']],
  ['an enterprise role without enterprise', given('enterprisePrincipal'), ['enterpriseId']],
  ['an enterprise role in a body', given('worker', { body: emergency }), ['enterpriseId', 'bodyId']],
  ['an inspector in an enterprise', given('inspector', { body: emergency, enterprise: works }), ['enterpriseId']],
  ['an administrator in an enterprise', given('administrator', { enterprise: works }), ['enterpriseId', 'division']],
  ['a division of another county', given('expert', { division: '990002000000' }), ['division']],
  ['a province', given('expert', { division: '990000000000' }), ['division']],
  ['a division that is not listed', given('expert', { division: '990001999000' }), ['division']],
  ['a township officer for the neighbours', given('townshipOfficer', { body: east, division: WEST }), ['division']],
  ['a township officer for the county', given('townshipOfficer', { body: east, division: WHOLE }), ['division']],
  ['an administrator of one township', given('administrator', { division: EAST }), ['division']],
  ['a clerk for some industries', given('committeeClerk', { body: office, industries: ['chemicals'] }), ['industries']],
  [
    'an inspector beyond the department',
    given('inspector', { body: emergency, industries: ['chemicals', 'power'] }),
    ['industries'],
  ],
])('%s is refused', (_, g, paths) => {
  expect(faults(g)).toEqual(paths);
});

test('every role stands somewhere', () => {
  for (const role of ROLES) {
    const fitting: Partial<Given>[] = [
      {},
      { body: office },
      { body: emergency },
      { body: east },
      { enterprise: works },
    ];
    expect(
      fitting.some((place) => faults(given(role, place)).length === 0),
      role,
    ).toBe(true);
  }
});
