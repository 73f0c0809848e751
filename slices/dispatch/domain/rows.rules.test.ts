import type { Actor } from '@zhiben/platform/domain/actor.ts';
import type { Scope } from '@zhiben/platform/domain/scope.ts';
import type { Body, Division } from '@zhiben/slices/division/domain';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { describe, expect, test } from 'vitest';
import { canSubmit, coversBody } from './dispatch.policy.ts';
import { formRows, inRow } from './rows.rules.ts';

const WHOLE = '990101000000';
const EAST = '990101100000';
const PARK = '990101400000';
const body = (id: string, kind: Body['kind'], division = WHOLE, industries: string[] | null = null): Body => {
  return { id, name: id, shortName: id, kind, division, industries };
};
const bodies = [
  body('office', 'committeeOffice'),
  body('government', 'leadership'),
  body('emergency', 'department', WHOLE, ['chemicals', 'fireworks']),
  body('housing', 'department', WHOLE, ['construction']),
  body('east', 'township', EAST),
  body('park', 'park', PARK),
];
const divisions: Division[] = [
  { code: WHOLE, name: '示范县', kind: 'county', parent: null },
  { code: EAST, name: '东乡镇', kind: 'township', parent: WHOLE },
  { code: '990101100200', name: '东头村', kind: 'village', parent: EAST },
  { code: PARK, name: '高新区', kind: 'park', parent: WHOLE },
];
const scope = (division: string, industries: string[] | null = null, enterpriseId: string | null = null): Scope => {
  return { county: '990101', division, industries, enterpriseId };
};

describe('the rows an actor sees, and who answers for them', () => {
  test.each<[string, Scope, [string, string | null][]]>([
    [
      'the office sees the whole county',
      scope(WHOLE),
      [
        ['total', 'office'],
        ['emergency', 'emergency'],
        ['housing', 'housing'],
        ['unsupervised', null],
        [EAST, 'east'],
        [PARK, 'park'],
      ],
    ],
    [
      'a department sees itself, and its industries spread over the townships',
      scope(WHOLE, ['chemicals', 'fireworks']),
      [
        ['total', null],
        ['emergency', 'emergency'],
        ['unsupervised', null],
        [EAST, null],
        [PARK, null],
      ],
    ],
    [
      'whoever sees one of its industries sees a part, for which nobody answers',
      scope(WHOLE, ['fireworks']),
      [
        ['total', null],
        ['emergency', null],
        ['unsupervised', null],
        [EAST, null],
        [PARK, null],
      ],
    ],
    [
      'a township sees itself, spread over the departments',
      scope(EAST),
      [
        ['total', null],
        ['emergency', null],
        ['housing', null],
        ['unsupervised', null],
        [EAST, 'east'],
      ],
    ],
  ])('%s', (_, actorScope, expected) => {
    expect(formRows(actorScope, bodies, divisions).map(({ key, bodyId }) => [key, bodyId])).toEqual(expected);
  });

  test('every record stands in the total and in one row of each kind, a county-level place only in no township', () => {
    const rows = formRows(scope(WHOLE), bodies, divisions);
    const kinds = (township: string, industry: string) =>
      rows.filter(({ place }) => inRow(place, { township, industry })).map(({ kind }) => kind);
    for (const industry of INDUSTRY_CODES) {
      expect(kinds(EAST, industry)).toEqual(['total', 'department', 'township']);
      expect(kinds(WHOLE, industry)).toEqual(['total', 'department']);
    }
  });
});

describe('who signs for a body', () => {
  const actor = (role: string, bodyId: string | null, actorScope: Scope, may = true): Actor => {
    const permissions = new Set(may ? ['dispatch:submit'] : []);
    return { userId: 'u', name: '甲', county: '990101', role, bodyId, permissions, scope: actorScope };
  };
  test.each<[string, Actor, string, boolean]>([
    ['its own people', actor('townshipOfficer', 'east', scope(EAST)), 'east', true],
    ['not those of another', actor('townshipOfficer', 'park', scope(PARK)), 'east', false],
    ['the office for any', actor('committeeClerk', 'office', scope(WHOLE)), 'east', true],
    ['the office for the county', actor('committeeClerk', 'office', scope(WHOLE)), 'office', true],
    ['not for a body that does not report', actor('committeeClerk', 'office', scope(WHOLE)), 'government', false],
    [
      'not who sees only part',
      actor('departmentOfficer', 'emergency', scope(WHOLE, ['fireworks'])),
      'emergency',
      false,
    ],
    ['not without the permission', actor('inspector', 'east', scope(EAST), false), 'east', false],
    ['never an enterprise', actor('townshipOfficer', 'east', scope(EAST, null, 'e')), 'east', false],
  ])('%s', (_, who, bodyId, expected) => {
    const target = bodies.find(({ id }) => id === bodyId) as Body;
    expect(canSubmit(who, target)).toBe(expected);
  });

  test('a body of all industries is not covered by any list of them', () => {
    expect(coversBody(scope(EAST, ['chemicals', 'construction']), body('east', 'township', EAST))).toBe(false);
  });
});
