import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Answers with a workbook to keep, under a Chinese name. */
export function sendSheet(reply: FastifyReply, name: string, sheet: Readable): FastifyReply {
  const file = encodeURIComponent(`${name}.xlsx`);
  return reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${file}`).send(sheet);
}
