import { UUID, uuidv7 } from 'uuidv7';

/** A new UUIDv7: ordered by time of making, so inserts stay at the right edge of an index. */
export function newId(): string {
  return uuidv7();
}

/** Whether the text is a UUID of any version in canonical form. */
export function isId(text: string): boolean {
  try {
    return UUID.parse(text).toString() === text.toLowerCase();
  } catch {
    return false;
  }
}
