import { idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { OFFICIAL_TYPES, type OfficialType } from './official/index.ts';

/* What the contracts of the slice have in common. */
export const typeSchema = z.enum(OFFICIAL_TYPES as [OfficialType, ...OfficialType[]]);
export const params = z.object({ id: idSchema });
export const onRecord = { commandId: idSchema, version: z.int() };
