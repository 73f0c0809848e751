/** What an attempt to send a batch came to. */
export type Attempt =
  | { readonly kind: 'received' }
  /** Nobody knows whether it arrived: sent again, the receiver answers with the receipt it gave. */
  | { readonly kind: 'failed'; readonly why: string }
  /** The receiver does not want it, however often it is sent. */
  | { readonly kind: 'rejected'; readonly why: string };

const MOST_ATTEMPTS = 12;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

export type NextStep =
  | { readonly status: 'sent' }
  | { readonly status: 'dead' }
  | { readonly status: 'waiting'; readonly waitMs: number };

/** Half a minute after the first failure, twice as long after each further one, six hours at most; then a person looks. */
export function afterAttempt(attempt: Attempt, attempts: number): NextStep {
  if (attempt.kind === 'received') return { status: 'sent' };
  if (attempt.kind === 'rejected' || attempts >= MOST_ATTEMPTS) return { status: 'dead' };
  return { status: 'waiting', waitMs: Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS) };
}

/** Answers that another try may change: sign-in, time, conflict, too many, and all faults of the receiver itself. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 408, 409, 421, 423, 425, 429]);

export function attemptOf(status: number): Attempt {
  const why = `对方答复 ${status}`;
  return status >= 500 || PASSING.has(status) ? { kind: 'failed', why } : { kind: 'rejected', why };
}
