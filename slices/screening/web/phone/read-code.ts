const PLACE = /\/m\/(?:screening\/unit|risks)\/([0-9a-f]{8}-[0-9a-f-]{27})/i;
const BARE = /^([0-9a-f]{8}-[0-9a-f-]{27})$/i;

/**
 * The risk unit that a printed code means: the code of a unit's label, or of its risk card. The host does not matter, as
 * a site may have been printed for under another address.
 */
export function unitOfCode(text: string): string | null {
  return (PLACE.exec(text) ?? BARE.exec(text.trim()))?.[1]?.toLowerCase() ?? null;
}
