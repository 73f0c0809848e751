import type { Db } from '../db/connect.ts';

/** A message on its way out of the house. `id` stays the same over all attempts, so that a receiver can drop doubles. */
export interface OutgoingMessage {
  readonly id: string;
  /** Mail address, or what the gateway addresses people by (phone number). */
  readonly to: string;
  readonly title: string;
  readonly detail: string;
  /** Full address of the page it speaks of, or empty. */
  readonly link: string;
}

/** A way out: mail, or an HTTP gateway to SMS and 政务微信. */
export interface Channel {
  /** Resolves once the other side has taken the message over; rejects when it should be tried again. */
  send(message: OutgoingMessage): Promise<void>;
  close(): void;
}

export type ChannelName = 'mail' | 'gateway';

/** Where people are reached outside; empty where unknown. */
export type ContactsOf = (
  db: Db,
  county: string,
  userIds: readonly string[],
) => Promise<ReadonlyMap<string, Readonly<Record<ChannelName, string>>>>;

/** null: not configured, nothing leaves that way. */
export interface Channels extends Readonly<Record<ChannelName, Channel | null>> {
  /** Given by the slice that knows people; without it nothing leaves. */
  readonly contactsOf?: ContactsOf;
  /** Where people's browsers reach this server, for links in messages. */
  readonly publicUrl?: string;
}
