import type { FastifyInstance } from 'fastify';
import { decodeJson } from '../decode-text.ts';

/** Reads JSON bodies from their bytes, so that broken UTF-8 is refused and not replaced; no other type is taken. */
export function addJsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    decodeJson(body, 'The body'),
  );
}
