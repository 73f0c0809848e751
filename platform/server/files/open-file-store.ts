import { join } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../startup-error.ts';
import type { FileStore } from './file-store.ts';
import { localFileStore } from './local-file-store.ts';
import { s3FileStore } from './s3-file-store.ts';

const settings = z.object({
  ZHIBEN_S3_ENDPOINT: z.url(),
  ZHIBEN_S3_BUCKET: z.string().min(1),
  ZHIBEN_S3_REGION: z.string().min(1).default('us-east-1'),
  ZHIBEN_S3_ACCESS_KEY: z.string().min(1),
  ZHIBEN_S3_SECRET_KEY: z.string().min(1),
});

/** A bucket when `ZHIBEN_S3_ENDPOINT` is set, else the folder `files` below the data folder. */
export function openFileStore(environment: NodeJS.ProcessEnv, dataDir: string): FileStore {
  if (!environment.ZHIBEN_S3_ENDPOINT) return localFileStore(join(dataDir, 'files'));
  const { data, error } = settings.safeParse(environment);
  if (error) throw new StartupError(`文件存储配置不完整：环境变量 ${error.issues[0]?.path.join('.')} 不正确。`);
  return s3FileStore({
    endpoint: data.ZHIBEN_S3_ENDPOINT,
    bucket: data.ZHIBEN_S3_BUCKET,
    region: data.ZHIBEN_S3_REGION,
    accessKeyId: data.ZHIBEN_S3_ACCESS_KEY,
    secretAccessKey: data.ZHIBEN_S3_SECRET_KEY,
  });
}
