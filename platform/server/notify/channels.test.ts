import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StartupError } from '../startup-error.ts';
import type { Channel } from './channel.ts';
import { gatewayChannel, signMessage } from './gateway.ts';
import { openChannels } from './open-channels.ts';

const message = {
  id: '01900000-0000-7000-8000-000000000001',
  to: 'wang@example.org',
  title: '隐患整改期限临近\r\nBcc: all@example.org',
  detail: '重大隐患 3 日后到期，请及时办理。',
  link: 'https://zhiben.example.org/hazards/1',
};

describe('mail, to a real SMTP server', () => {
  const mails: { to: readonly string[]; source: string }[] = [];
  let refuse: Error | null = null;
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      username === 'office' && password === 'geheim+1'
        ? done(null, { user: username })
        : done(new Error('wrong password')),
    onData: async (stream, session, done) => {
      const source = await text(stream);
      if (!refuse) mails.push({ to: session.envelope.rcptTo.map((r) => r.address), source });
      done(refuse);
    },
  });
  const held: { mail?: Channel; port?: number } = {};
  const open = (password: string) =>
    openChannels({
      ZHIBEN_SMTP_URL: `smtp://office:${encodeURIComponent(password)}@127.0.0.1:${held.port}`,
      ZHIBEN_SMTP_FROM: '示范县安委办 <office@example.org>',
    }).mail as Channel;

  beforeAll(async () => {
    await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
    held.port = (smtp.server.address() as AddressInfo).port;
    held.mail = open('geheim+1');
  });
  afterAll(async () => {
    held.mail?.close();
    await new Promise<void>((done) => smtp.close(done));
  });
  beforeEach(() => {
    refuse = null;
  });

  test('arrives with sender, subject, text and a message id that stays', async () => {
    await held.mail?.send(message);
    const [mail] = mails;
    expect(mail?.to).toEqual(['wang@example.org']);
    expect(mail?.source).toContain(`Message-ID: <${message.id}@zhiben>`);
    expect(mail?.source).toContain('office@example.org');
    expect(mail?.source).not.toMatch(/^Bcc:/m); // a line end in a title cannot become a header
    const [, encoded = ''] = mail?.source.split('\r\n\r\n') ?? [];
    const bytes = encoded
      .replace(/=\r\n/g, '')
      .replace(/=(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    expect(Buffer.from(bytes, 'latin1').toString()).toBe(message.detail);
  });

  test('a refusal and a wrong password are failures', async () => {
    refuse = new Error('mailbox full');
    await expect(held.mail?.send(message)).rejects.toThrow('mailbox full');
    const stranger = open('falsch');
    await expect(stranger.send(message)).rejects.toThrow('wrong password');
    stranger.close();
  });
});

describe('gateway, to a real HTTP server', () => {
  const secret = 'sixteen characters';
  const posts: { headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 202;
  const server = createServer(async (request, response) => {
    posts.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('ok');
  });
  const held: { url?: string } = {};
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    held.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  });
  afterAll(() => new Promise<void>((done) => void server.close(() => done())));
  const open = () => gatewayChannel(held.url as string, secret, () => new Date('2024-03-01T08:00:00.500Z'));

  test('is given the message under a signature that it can check', async () => {
    status = 202;
    await open().send(message);
    const post = posts.at(-1);
    expect(JSON.parse(post?.body ?? '')).toEqual(message);
    expect(post?.headers['idempotency-key']).toBe(message.id);
    const time = post?.headers['x-zhiben-time'] as string;
    expect(time).toBe('1709280000');
    expect(post?.headers['x-zhiben-signature']).toBe(signMessage(secret, time, post?.body ?? ''));
    expect(signMessage(secret, time, `${post?.body} `)).not.toBe(post?.headers['x-zhiben-signature']);
  });

  test.each([500, 403, 302])('answering %i is a failure', async (code) => {
    status = code;
    await expect(open().send(message)).rejects.toThrow();
  });

  test('not there is a failure', async () => {
    await expect(gatewayChannel('http://127.0.0.1:1/', secret).send(message)).rejects.toThrow();
  });
});

test.each([
  [{ ZHIBEN_SMTP_URL: 'mail.example.org' }, 'ZHIBEN_SMTP_URL'],
  [{ ZHIBEN_GATEWAY_URL: 'ftp://x.test' }, 'ZHIBEN_GATEWAY_URL'],
  [{ ZHIBEN_GATEWAY_URL: 'http://x.test' }, 'ZHIBEN_GATEWAY_SECRET'],
  [{ ZHIBEN_GATEWAY_URL: 'http://x.test', ZHIBEN_GATEWAY_SECRET: 'short' }, 'ZHIBEN_GATEWAY_SECRET'],
])('%o stops the start with a sentence', (environment, name) => {
  expect(() => openChannels(environment)).toThrow(StartupError);
  expect(() => openChannels(environment)).toThrow(name);
});

test('without configuration nothing leaves', () => {
  expect(openChannels({})).toEqual({ mail: null, gateway: null });
});
