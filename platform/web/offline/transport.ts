import type { BatchLimits } from './batches.ts';
import type { JournalEntry } from './offline-db.ts';

interface OutgoingBatch {
  readonly deviceId: string;
  /** What this device's clock says now. */
  readonly deviceAt: string;
  readonly items: readonly Pick<JournalEntry, 'id' | 'kind' | 'at' | 'hash' | 'body'>[];
}

/** The server's word on one entry. */
export interface Receipt {
  readonly id: string;
  /** SHA-256 of what the server kept: the entry may go only when it is the same. */
  readonly hash: string;
  readonly outcome: string;
  readonly problems?: readonly { readonly path: string; readonly message: string }[] | undefined;
  /** Contents that the entry names and the server does not have yet. */
  readonly missingFiles: readonly string[];
}

/** How entries reach their server; given by the slice whose routes take them. `person` is always who is meant to send. */
export interface SyncTransport {
  readonly limits: BatchLimits;
  /** Whose session this is; null without one. */
  readonly person: () => Promise<string | null>;
  readonly send: (
    batch: OutgoingBatch,
    person: string,
  ) => Promise<{ readonly serverAt: string; readonly receipts: readonly Receipt[] }>;
  /**
   * Sends what nobody's name may stand on, without a session; sent again it is harmless.
   * @returns what its writer should know, in Chinese
   */
  readonly sendNameless: (entry: Pick<JournalEntry, 'id' | 'kind' | 'body'>) => Promise<string>;
  /** Fetches what a day without network needs; called whenever there is hope of an answer. */
  readonly prepare: () => Promise<void>;
  /** Which of the contents the server has. */
  readonly known: (hashes: readonly string[], person: string) => Promise<readonly string[]>;
}
