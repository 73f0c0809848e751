import { contract, divisionCodeSchema, idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

export const divisionSchema = z.object({
  code: divisionCodeSchema,
  name: z.string(),
  kind: z.enum(['county', 'township', 'park', 'village']),
  parent: divisionCodeSchema.nullable(),
});
export type Division = z.infer<typeof divisionSchema>;

export const BODY_KINDS = ['committeeOffice', 'department', 'township', 'park', 'leadership'] as const;

export const bodySchema = z.object({
  id: idSchema,
  name: z.string(),
  shortName: z.string(),
  kind: z.enum(BODY_KINDS),
  division: divisionCodeSchema,
  /** What a department supervises; null where the body supervises all of its division. */
  industries: z.array(z.string()).nullable(),
});
export type Body = z.infer<typeof bodySchema>;

/** The county's tree is no secret inside the county: everybody signed in may read it whole. */
export const listDivisions = contract({
  method: 'GET',
  url: '/api/divisions',
  permission: 'division:read',
  summary: '本县行政区划',
  response: z.object({ rows: z.array(divisionSchema) }),
});

export const listBodies = contract({
  method: 'GET',
  url: '/api/bodies',
  permission: 'division:read',
  summary: '本县机构',
  response: z.object({ rows: z.array(bodySchema) }),
});
