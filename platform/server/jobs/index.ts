export { type EnqueueOptions, enqueue } from './enqueue.ts';
export { type JobRunner, startJobs } from './runner.ts';
