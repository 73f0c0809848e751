import type { Plan } from '@zhiben/gongwen';

/** PostgreSQL stores neither NUL nor half a character; a space in its place keeps every span where it is. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

export const withoutUnstorable = (text: string): string => text.replace(UNSTORABLE, ' ');

/** A reading as JSON that the database takes. */
export function storable(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) => (typeof value === 'string' ? withoutUnstorable(value) : value));
}
