import { sql } from 'kysely';
import type { TxCtx } from '../ctx.ts';
import type { Db } from '../db/connect.ts';
import type { Job } from '../slice.ts';

/** After this many attempts, waiting e^n seconds between them (the last about two hours), a job rests as failed. */
const ATTEMPTS = 10;

export interface EnqueueOptions {
  /** While a job with this key waits, another one replaces it. Keys are per county. */
  readonly key?: string;
  /** Not before this instant. */
  readonly runAt?: Date;
  readonly attempts?: number;
}

/** What a row of the queue holds: for whom, and what. */
export interface Envelope {
  readonly county: string;
  readonly payload: unknown;
}

/**
 * Adds a job to the queue in the transaction of the slice that causes it: it runs once that is committed, never
 * before, and not at all if it is rolled back.
 * @throws ZodError when the payload is not what the job declares
 */
export async function enqueue(tx: TxCtx, job: Job, payload: unknown, options: EnqueueOptions = {}): Promise<void> {
  await addJob(tx.db, job, { county: tx.actor.county, payload: job.payload.parse(payload) }, options);
}

/** For the runner itself, outside any action. */
export async function addJob(db: Db, job: Job, envelope: Envelope, options: EnqueueOptions = {}): Promise<void> {
  const { key, runAt = null, attempts = ATTEMPTS } = options;
  await sql`select graphile_worker.add_job(
    ${job.name},
    payload => ${JSON.stringify(envelope)}::json,
    run_at => ${runAt},
    max_attempts => ${attempts}::int,
    job_key => ${key === undefined ? null : `${job.name}:${envelope.county}:${key}`}::text
  )`.execute(db);
}
