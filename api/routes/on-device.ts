import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { onDevicePackages } from '../../schemas/on-device.ts';
import { sha256 } from '../../schemas/primitives.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';

/** A file never changes under its hash; the caller may keep it, nobody between. */
const KEEP = 'private, max-age=31536000, immutable';

/** The models that serve, for a browser that decides by itself. */
export function onDeviceRoutes(app: FastifyInstance, { onDevice }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['models'];

  routes.get(
    '/v1/on-device/packages',
    {
      schema: {
        tags,
        summary: 'Model packages that a browser can run, with their files',
        response: { 200: onDevicePackages, ...problemResponses },
      },
    },
    () => ({ items: onDevice.list() }),
  );

  routes.get(
    '/v1/on-device/files/:sha256',
    { schema: { tags, summary: 'A file of such a package, by its hash', params: z.object({ sha256 }) } },
    async ({ params }, reply) => {
      const file = onDevice.find(params.sha256);
      if (file === null) {
        throw new DocketError('request.not-found', `No model that serves has a file with the hash ${params.sha256}`);
      }
      return reply
        .headers({
          'content-type': 'application/octet-stream',
          'content-length': file.bytes,
          'cache-control': KEEP,
        })
        .send(createReadStream(file.path));
    },
  );
}
