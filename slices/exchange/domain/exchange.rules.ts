/** What became of a record of a batch. */
export const OUTCOMES = ['created', 'updated', 'removed', 'same', 'kept', 'older', 'newerHere', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A record as it stands with us when another version of it comes. */
export interface Standing {
  /** What was received last; null when it never came. */
  readonly received: { readonly body: string; readonly updateDate: string } | null;
  /** Our own record; null when there is none, 'elsewhere' for types that are kept as they come. */
  readonly own: { readonly changedHere: boolean; readonly updateDate: string } | null | 'elsewhere';
}

export interface Incoming {
  /** As `printRecord` writes it. */
  readonly body: string;
  readonly updateDate: string;
  readonly deleted: boolean;
}

/**
 * Whether a version is taken in. The later one stands, whichever way it came: what was received before is not
 * overtaken by an older version, what was changed here later is not undone, and what is sent again changes nothing. Of two
 * different versions of one second the one that came last stands; a replay is never the last.
 */
export function decide(incoming: Incoming, { received, own }: Standing, isReplay: boolean): 'take' | Outcome {
  const isEntered = own !== null || incoming.deleted;
  if (received) {
    if (received.body === incoming.body) return isEntered ? 'same' : 'take';
    if (incoming.updateDate < received.updateDate) return 'older';
    if (incoming.updateDate === received.updateDate && isReplay) return 'older';
  }
  if (own !== null && own !== 'elsewhere' && own.changedHere && own.updateDate > incoming.updateDate)
    return 'newerHere';
  return 'take';
}
