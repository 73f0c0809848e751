declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  interface Session {
    readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
  }
  /** The part that tests use of an SMTP server that runs in the process. */
  export class SMTPServer {
    readonly server: Server;
    constructor(options: {
      disabledCommands?: string[];
      onAuth?(auth: { username?: string; password?: string }, session: Session, done: Done): void;
      onData(stream: Readable, session: Session, done: (error?: Error | null) => void): void;
    });
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
  }
  type Done = (error: Error | null, response?: { user: string }) => void;
}
