import { z } from 'zod';
import { idSchema } from './contract.ts';

/*
 * What is done to many ticked records at once: by the commands of one record, each with its own check and its own entry
 * in the chain. What may not be done to one of them does not hinder the others.
 */

/** An address holds no more. */
export const MOST_TICKED = 100;

/** Of the body of every command on ticked records. */
export const tickedBody = {
  commandId: idSchema,
  ids: z.array(idSchema).min(1).max(MOST_TICKED, `一次最多 ${MOST_TICKED} 条`),
};
