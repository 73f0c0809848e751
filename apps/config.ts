import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OidcSettings } from '@zhiben/platform/server/ctx.ts';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { z } from 'zod';

const variables = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL 应形如 postgres://用户:密码@主机/库名' })
    .optional(),
  PORT: z.coerce.number({ error: 'PORT 应为端口号' }).int().min(0).max(65_535).default(8080),
  ZHIBEN_HOST: z.string().default('0.0.0.0'),
  ZHIBEN_DATA_DIR: z.string().default('data'),
  ZHIBEN_DEMO: z.enum(['0', '1'], 'ZHIBEN_DEMO 应为 0 或 1').default('1'),
  ZHIBEN_SKIP_WEB: z.enum(['0', '1'], 'ZHIBEN_SKIP_WEB 应为 0 或 1').default('0'),
  ZHIBEN_HASH: z.enum(['sha256', 'sm3'], 'ZHIBEN_HASH 应为 sha256 或 sm3').default('sha256'),
  ZHIBEN_RATE_LIMIT: z.coerce.number().int().min(1).default(1200),
  ZHIBEN_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'ZHIBEN_SECRET_KEY 应为 64 位十六进制')
    .optional(),
  ZHIBEN_OIDC_ISSUER: z.url().optional(),
  ZHIBEN_OIDC_CLIENT_ID: z.string().optional(),
  ZHIBEN_OIDC_CLIENT_SECRET: z.string().optional(),
  ZHIBEN_PUBLIC_URL: z.url().optional(),
});

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demo: boolean;
  /** Serve the API alone (tests, further server processes behind a web server of one's own). */
  readonly skipWeb: boolean;
  readonly hashAlgorithm: 'sha256' | 'sm3';
  readonly rateLimit: number;
  readonly secretKey: Buffer;
  readonly oidc: OidcSettings | null;
}

/** Settings from the environment; a wrong one stops the start with a sentence. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = variables.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartupError(`环境变量 ${issue?.path.join('.')} 不正确：${issue?.message}`);
  }
  const v = parsed.data;
  const dataDir = resolve(v.ZHIBEN_DATA_DIR);
  mkdirSync(dataDir, { recursive: true });
  return {
    databaseUrl: v.DATABASE_URL,
    port: v.PORT,
    host: v.ZHIBEN_HOST,
    dataDir,
    demo: v.ZHIBEN_DEMO === '1',
    skipWeb: v.ZHIBEN_SKIP_WEB === '1',
    hashAlgorithm: v.ZHIBEN_HASH,
    rateLimit: v.ZHIBEN_RATE_LIMIT,
    secretKey: v.ZHIBEN_SECRET_KEY ? Buffer.from(v.ZHIBEN_SECRET_KEY, 'hex') : keyFile(join(dataDir, 'secret-key')),
    oidc:
      v.ZHIBEN_OIDC_ISSUER && v.ZHIBEN_OIDC_CLIENT_ID && v.ZHIBEN_OIDC_CLIENT_SECRET
        ? {
            issuer: v.ZHIBEN_OIDC_ISSUER,
            clientId: v.ZHIBEN_OIDC_CLIENT_ID,
            clientSecret: v.ZHIBEN_OIDC_CLIENT_SECRET,
            publicUrl: v.ZHIBEN_PUBLIC_URL ?? `http://localhost:${v.PORT}`,
          }
        : null,
  };
}

/** The installation's key lies beside the data, readable by its owner alone. Whoever backs up the data backs it up too. */
function keyFile(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
}
