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

/** null: not configured, nothing leaves that way. */
export type Channels = Readonly<Record<'mail' | 'gateway', Channel | null>>;
