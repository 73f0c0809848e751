import { Logger, run, type Task, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import { systemActor } from '../../domain/actor.ts';
import type { Clock } from '../../domain/clock.ts';
import { listCounties } from '../audit/verify.queries.ts';
import { createCtx, type Services } from '../ctx.ts';
import type { Connection } from '../db/connect.ts';
import type { Log } from '../log.ts';
import type { Job, Slice } from '../slice.ts';
import { addJob } from './enqueue.ts';
import { scheduleItems } from './schedule.ts';

interface RunnerParts {
  readonly slices: readonly Slice[];
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  readonly services: Services;
  /** Jobs at once; each holds at most a connection or two of the pool. */
  readonly concurrency?: number;
}

export interface JobRunner {
  /** Takes no more jobs and resolves when those that run have ended. */
  stop(): Promise<void>;
  /** Rejects when the runner ends otherwise than by `stop`. */
  readonly ended: Promise<void>;
}

const envelopeSchema = z.object({ county: z.string().regex(/^\d{6}$/), payload: z.unknown() });

/**
 * Runs the jobs of the slices: each with a context of its own, as the system in the county of its payload.
 * Several processes may run at once, a job runs in one of them.
 */
export async function startJobs(parts: RunnerParts): Promise<JobRunner> {
  const { connection, slices, log, concurrency = 4 } = parts;
  const jobs = slices.flatMap((slice) => slice.jobs ?? []);
  const twice = jobs.find((job, i) => jobs.findIndex((other) => other.name === job.name) !== i);
  if (twice) throw new Error(`two jobs are named ${twice.name}`);
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, parts)]));
  const runner = await run({
    pgPool: connection.pool,
    taskList,
    parsedCronItems: scheduleItems(jobs),
    concurrency,
    noHandleSignals: true, // the process decides when to stop
    logger: quietLogger(log),
  });
  runner.events.on('job:error', ({ job, error }) => {
    const last = job.attempts >= job.max_attempts;
    const line = { job: job.task_identifier, jobId: job.id, attempt: job.attempts, err: error };
    if (last) log.error(line, 'job failed for good');
    else log.warn(line, 'job failed, will be tried again');
  });
  return { ended: runner.promise, stop: () => runner.stop() };
}

function taskOf(job: Job, parts: RunnerParts): Task {
  return async (content, helpers) => {
    const { connection, clock, services, log } = parts;
    if (isClockTick(content)) {
      // By the clock: one for each county, so that the trouble of one does not hold up the others.
      for (const county of await listCounties(connection.db)) {
        await addJob(connection.db, job, { county, payload: {} }, { key: 'clock' });
      }
      return;
    }
    const { county, payload } = envelopeSchema.parse(content);
    const requestId = `job-${helpers.job.id}`;
    const ctx = createCtx({ connection, actor: systemActor(county), clock, services, requestId, log });
    await job.run({ ctx, payload: job.payload.parse(payload) });
  };
}

function isClockTick(content: unknown): boolean {
  return typeof content === 'object' && content !== null && '_cron' in content;
}

/** Of what the worker says only warnings and errors reach our log; failures of jobs we tell ourselves. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    const isJobFailure = message.startsWith('Failed task');
    if (level === 'error' && !isJobFailure) log.error({ message }, 'job runner');
    if (level === 'warning') log.warn({ message }, 'job runner');
  });
}
