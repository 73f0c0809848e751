import type { Scope } from './scope.ts';

/** Who acts in a request or a job. Bound once at its start and never changed. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly county: string;
  readonly role: string;
  /** The body 机构 the person belongs to, if any. */
  readonly bodyId: string | null;
  readonly permissions: ReadonlySet<string>;
  readonly scope: Scope;
}

/** The system itself: sweeps, imports from the command line, the demo loader. It has no permissions to try routes with. */
export function systemActor(county: string): Actor {
  return Object.freeze({
    userId: '00000000-0000-7000-8000-000000000000',
    name: '系统',
    county,
    role: 'system',
    bodyId: null,
    permissions: new Set<string>(),
    scope: { county, division: county.padEnd(12, '0'), industries: null, enterpriseId: null },
  });
}
