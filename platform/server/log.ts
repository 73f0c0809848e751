import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';

/** The part of a logger that our code uses. */
export type Log = FastifyBaseLogger;

/**
 * One JSON line an event on stdout, to be read by machines; secrets are cut out wherever they might stand (PostgreSQL
 * quotes whole rows in `detail`).
 */
export function createLog(level: string = process.env.ZHIBEN_LOG ?? 'warn'): Log {
  return pino({
    level,
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.secret',
        '*.cookie',
        '*.authorization',
        'req.headers',
        'err.parameters',
        'err.detail',
        'err.where',
      ],
      censor: '[已隐去]',
    },
  });
}
