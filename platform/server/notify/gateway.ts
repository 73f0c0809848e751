import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';

const TIMEOUT_MS = 10_000;

/**
 * A gateway that the installation runs for SMS or 政务微信: it takes JSON by POST and answers 2xx when it has it.
 * Headers: `x-zhiben-time` (Unix seconds) and `x-zhiben-signature`, the hex HMAC-SHA-256 under the shared secret of
 * time, a full stop and the body. `idempotency-key` is the message's id.
 */
export function gatewayChannel(url: string, secret: string, now: () => Date = () => new Date()): Channel {
  return {
    async send({ id, ...message }) {
      const body = JSON.stringify({ id, ...message });
      const time = String(Math.floor(now().getTime() / 1000));
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': id,
          'x-zhiben-time': time,
          'x-zhiben-signature': signMessage(secret, time, body),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`gateway answered ${response.status}`);
    },
    close: () => {},
  };
}

export function signMessage(secret: string, time: string, body: string): string {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
}
