import { z } from 'zod';
import { StartupError } from '../startup-error.ts';
import type { Channels } from './channel.ts';
import { gatewayChannel } from './gateway.ts';
import { mailChannel } from './mail.ts';

const settings = z.object({
  ZHIBEN_SMTP_URL: z.url({ protocol: /^smtps?$/, error: '应形如 smtps://用户:密码@主机:465' }).optional(),
  ZHIBEN_SMTP_FROM: z.string().min(3, '应为发件地址').default('zhiben@localhost'),
  ZHIBEN_GATEWAY_URL: z.url({ protocol: /^https?$/, error: '应为 http 或 https 地址' }).optional(),
  ZHIBEN_GATEWAY_SECRET: z.string().min(16, '不应短于 16 个字符').optional(),
});

/** Nothing leaves the house unless these say where to. */
export function openChannels(environment: NodeJS.ProcessEnv): Channels {
  const { data, error } = settings.safeParse(environment);
  const issue = error?.issues[0];
  if (issue) throw new StartupError(`环境变量 ${issue.path.join('.')} 不正确：${issue.message}`);
  const { ZHIBEN_SMTP_URL, ZHIBEN_SMTP_FROM, ZHIBEN_GATEWAY_URL, ZHIBEN_GATEWAY_SECRET } = data as z.output<
    typeof settings
  >;
  if (ZHIBEN_GATEWAY_URL && !ZHIBEN_GATEWAY_SECRET) {
    throw new StartupError('设置了 ZHIBEN_GATEWAY_URL，还应设置 ZHIBEN_GATEWAY_SECRET（与网关约定的密钥）。');
  }
  return {
    mail: ZHIBEN_SMTP_URL ? mailChannel(ZHIBEN_SMTP_URL, ZHIBEN_SMTP_FROM) : null,
    gateway:
      ZHIBEN_GATEWAY_URL && ZHIBEN_GATEWAY_SECRET ? gatewayChannel(ZHIBEN_GATEWAY_URL, ZHIBEN_GATEWAY_SECRET) : null,
  };
}
