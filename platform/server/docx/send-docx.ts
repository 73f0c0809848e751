import type { FastifyReply } from 'fastify';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Answers with a document to keep, under a Chinese name. @param name without its ending */
export function sendDocx(reply: FastifyReply, name: string, document: Buffer): FastifyReply {
  const file = encodeURIComponent(`${name}.docx`);
  return reply.type(DOCX).header('content-disposition', `attachment; filename*=UTF-8''${file}`).send(document);
}
