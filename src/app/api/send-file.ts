/** Answering with an office file. */
import type { FastifyReply } from 'fastify';
import type { DocumentFormat } from '../../documents/index.ts';

const MEDIA_TYPES: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A PDF is shown in the browser, anything else is saved, under `name`. */
export function sendFile(reply: FastifyReply, format: DocumentFormat, name: string, bytes: Uint8Array): FastifyReply {
  const place = format === 'pdf' ? 'inline' : 'attachment';
  reply.header('content-disposition', `${place}; filename*=UTF-8''${encodeURIComponent(name)}`);
  // A browser's own viewer is an embedded object in the answer's page, which the console's policy forbids; no page of
  // ours is in the answer that this could harm.
  reply.header('content-security-policy', "frame-ancestors 'none'");
  return reply.type(MEDIA_TYPES[format]).send(Buffer.from(bytes));
}
