import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Setting } from '../permission-matrix-world.ts';

/** No record ever has it. */
export const STALE = 0;
export const command = () => ({ commandId: newId(), version: STALE });

export const aUser = ({ county }: Setting) => county.userIds.worker;
export const aDepartment = ({ county }: Setting) => county.bodies.emergency;
export const anEnterprise = ({ place }: Setting) => place.placement.enterpriseId;

/** Files that may not be attached are refused by `attachFiles` (422, platform/server/files/files.test.ts). */
export const noFile = () => '';
