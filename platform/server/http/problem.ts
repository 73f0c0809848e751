import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../domain/contract.ts';
import { AppError, appError, type FieldProblem } from '../../domain/errors.ts';

const UNKNOWN = '系统出现错误，您的内容没有保存。请稍后再试；如再次出现，请把请求编号告诉管理员。';

/** Turns whatever was thrown into an RFC 9457 problem. Only this function decides what a caller learns of a failure. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = expected(error);
  if (!known) request.log.error({ err: error, requestId: request.id }, 'unexpected failure');
  const status = known?.status ?? 500;
  const problem: Problem = {
    type: `urn:zhiben:problem:${known?.code ?? 'app/unexpected'}`,
    title: known?.code ?? 'app/unexpected',
    status,
    detail: known?.message ?? UNKNOWN,
    code: known?.code ?? 'app/unexpected',
    requestId: request.id,
    ...(known?.fields.length ? { fields: [...known.fields] } : {}),
  };
  return reply.status(status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/**
 * PostgreSQL takes no U+0000, neither in text nor in JSON; no other character of UTF-8 brings these about. Only the
 * database sees all that a request puts into it, so here it is refused for all contracts at once.
 */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05']);

function expected(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields: FieldProblem[] = error.validation.map((v) => ({
      path: v.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: v.message ?? '格式不正确',
    }));
    return appError('invalid-input', {}, fields);
  }
  const code = (error as { code?: string } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return appError('too-large', { limit: '1 MB' });
  if (code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_FILES_LIMIT') return appError('too-large', { limit: '50 MB' });
  if (code !== undefined && UNSTORABLE.has(code)) {
    return appError('invalid-input', {}, [{ path: 'body', message: '含有不能保存的字符，请删去后重试' }]);
  }
  if (code?.startsWith('FST_ERR_CTP_') || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') {
    return appError('invalid-input', {}, [{ path: 'body', message: '请求内容不是约定的格式' }]);
  }
  return null;
}
