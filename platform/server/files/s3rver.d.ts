declare module 's3rver' {
  /** The part that tests use of an S3 server that runs in the process. */
  export default class S3rver {
    constructor(options: object);
    run(): Promise<unknown>;
    close(): Promise<void>;
  }
}
