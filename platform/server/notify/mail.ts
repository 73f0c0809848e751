import { createTransport } from 'nodemailer';
import type { Channel } from './channel.ts';

/** Mail over SMTP. @param url `smtps://user:password@host:465`; @param from the sender, `办公室 <office@example.org>` */
export function mailChannel(url: string, from: string): Channel {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return {
    async send({ id, to, title, detail, link }) {
      const text = [detail, link].filter(Boolean).join('\n\n');
      await transport.sendMail({ from, to, subject: title, text, messageId: `<${id}@zhiben>` });
    },
    close: () => transport.close(),
  };
}
