import { z } from 'zod';
import { contract, idSchema } from './contract.ts';
import { defineErrors } from './errors.ts';

/** A stored file as lists and records show it. The bytes come from `getFile`, a small picture from `getThumbnail`. */
export const fileSchema = z.object({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  hasThumbnail: z.boolean(),
  uploadedBy: z.uuid(),
  uploadedAt: z.iso.datetime(),
});
export type StoredFile = z.infer<typeof fileSchema>;

export const uploadFile = contract({
  method: 'POST',
  url: '/api/files',
  permission: 'files:upload',
  summary: '上传文件（multipart：id 为客户端生成的编号，file 为文件；重复提交同一文件无害）',
  response: fileSchema,
});

export const getFile = contract({
  method: 'GET',
  url: '/api/files/:id',
  permission: 'files:read',
  summary: '下载文件原件（逐字节保持原样）；download=1 时总是另存',
  params: z.object({ id: idSchema }),
  query: z.object({ download: z.enum(['0', '1']).default('0') }),
  response: z.unknown(),
});

export const getThumbnail = contract({
  method: 'GET',
  url: '/api/files/:id/thumbnail',
  permission: 'files:read',
  summary: '图片缩略图（JPEG，最长边 480 像素）',
  params: z.object({ id: idSchema }),
  response: z.unknown(),
});

export const filesError = defineErrors('files', {
  'no-file': {
    status: 422,
    when: 'an upload carries no file, more than one, or no id',
    say: (_: Record<string, never>) => '请选择一个文件再上传。',
  },
  empty: {
    status: 422,
    when: 'an uploaded file has no bytes, which is what a broken capture on a phone looks like',
    say: (_: Record<string, never>) => '文件是空的，请重新选择或重新拍摄。',
  },
  'not-attachable': {
    status: 422,
    when: 'a file to attach is missing, somebody else’s, or attached to another record',
    say: (d: { count: number }) => `有 ${d.count} 个附件不存在、不是您上传的，或已用于其他记录，请重新上传。`,
  },
});
