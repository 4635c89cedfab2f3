import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { reading } from '../../schemas/reading.ts';
import { wordsDocument } from '../../schemas/words.ts';
import { getJson } from '../../store/blobs/json.ts';
import { requireCase } from '../../store/cases.ts';
import { findPage } from '../../store/pages.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

/** Blobs never change under their name; the caller may keep them, nobody between. */
const KEEP = 'private, max-age=86400, immutable';
const pageParams = caseParams.extend({ page: z.coerce.number().int().min(0).max(100_000) });

/** What a document case rests on: its file, its pages as pictures, its words. */
export function caseFileRoutes(app: FastifyInstance, { db, blobs }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['cases'];

  routes.get(
    '/v1/cases/:id/file',
    { schema: { tags, summary: 'The file as it was sent', params: caseParams } },
    async ({ params: { id } }, reply) => {
      const { arrival } = await requireCase(db, id);
      if (arrival.kind !== 'document') throw new DocketError('request.not-found', `Case ${id} is a ticket`);
      const bytes = await blobs.get(arrival.blob);
      return reply
        .headers({
          'content-type': arrival.blob.mediaType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(arrival.fileName)}`,
          // Served from our own origin: nothing in it may run.
          'content-security-policy': "sandbox; default-src 'none'",
          'cache-control': KEEP,
        })
        .send(Buffer.from(bytes));
    },
  );

  routes.get(
    '/v1/cases/:id/pages/:page.png',
    { schema: { tags, summary: 'A page as PNG, from 0', params: pageParams } },
    async ({ params: { id, page } }, reply) => {
      await requireCase(db, id);
      const found = await findPage(db, id, page);
      if (found === null || found.image === null) {
        throw new DocketError('request.not-found', `Case ${id} has no picture of page ${page} (yet)`);
      }
      const bytes = await blobs.get(found.image);
      return reply.headers({ 'content-type': 'image/png', 'cache-control': KEEP }).send(Buffer.from(bytes));
    },
  );

  routes.get(
    '/v1/cases/:id/words',
    {
      schema: {
        tags,
        summary: 'The pages of a document as words with boxes',
        params: caseParams,
        response: { 200: wordsDocument, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      const { reading: ref, part } = await requireCase(db, id);
      if (ref === null) throw new DocketError('request.not-found', `Case ${id} has no words (yet)`);
      const { parts } = await getJson(blobs, ref, reading);
      return { pages: parts.find((one) => one.part === part)?.pages ?? [] };
    },
  );
}
