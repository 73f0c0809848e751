import { z } from 'zod';
import { StartupError } from '../startup-error.ts';
import type { Channels, ContactsOf } from './channel.ts';
import { gatewayChannel } from './gateway.ts';
import { mailChannel } from './mail.ts';

const settings = z
  .object({
    ZHIBEN_SMTP_URL: z.url({ protocol: /^smtps?$/, error: '应形如 smtps://用户:密码@主机:465' }).optional(),
    ZHIBEN_SMTP_FROM: z.string().min(3, '应为发件地址').default('zhiben@localhost'),
    ZHIBEN_GATEWAY_URL: z.url({ protocol: /^https?$/, error: '应为 http 或 https 地址' }).optional(),
    ZHIBEN_GATEWAY_SECRET: z.string().min(16, '不应短于 16 个字符').optional(),
    ZHIBEN_PUBLIC_URL: z.url('应为网址').optional(),
  })
  .refine((s) => !s.ZHIBEN_GATEWAY_URL || s.ZHIBEN_GATEWAY_SECRET, {
    path: ['ZHIBEN_GATEWAY_SECRET'],
    error: '设置了网关地址时，还应设置与网关约定的密钥',
  });

/** Nothing leaves the house unless the environment says where to, and `contactsOf` whom to reach where. */
export function openChannels(environment: NodeJS.ProcessEnv, contactsOf?: ContactsOf): Channels {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartupError(`环境变量 ${issue?.path.join('.')} 不正确：${issue?.message}`);
  }
  const { ZHIBEN_SMTP_URL, ZHIBEN_SMTP_FROM, ZHIBEN_GATEWAY_URL, ZHIBEN_GATEWAY_SECRET = '' } = parsed.data;
  return {
    mail: ZHIBEN_SMTP_URL ? mailChannel(ZHIBEN_SMTP_URL, ZHIBEN_SMTP_FROM) : null,
    gateway: ZHIBEN_GATEWAY_URL ? gatewayChannel(ZHIBEN_GATEWAY_URL, ZHIBEN_GATEWAY_SECRET) : null,
    ...(contactsOf ? { contactsOf } : {}),
    ...(parsed.data.ZHIBEN_PUBLIC_URL ? { publicUrl: parsed.data.ZHIBEN_PUBLIC_URL } : {}),
  };
}
