import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import type { Box } from '../../schemas/place.ts';
import { reading } from '../../schemas/reading.ts';
import { type RegionReading, regionReading, regionRequest } from '../../schemas/region.ts';
import type { Page } from '../../schemas/words.ts';
import { getJson } from '../../store/blobs/json.ts';
import { requireCase } from '../../store/cases.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

const pageParams = caseParams.extend({ page: z.coerce.number().int().min(0).max(100_000) });

/** POST /v1/cases/:id/pages/:page/read: what stands in a box that a person drew on a page. */
export function pageRegionRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const { db, blobs, workflows, availability } = deps;
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/cases/:id/pages/:page/read',
    {
      schema: {
        tags: ['cases'],
        summary: 'Read a part of a page',
        description:
          "The words of the page's own text in the box, or of optical recognition where it has none there. The page counts from 0; the box is in its units, as in `/words`.",
        params: pageParams,
        body: regionRequest,
        response: { 200: regionReading, ...problemResponses },
      },
    },
    async ({ params: { id, page: index }, body }) => {
      const { reading: ref, part } = await requireCase(db, id);
      if (ref === null) throw new DocketError('request.not-found', `Case ${id} has no words (yet)`);
      const { parts } = await getJson(blobs, ref, reading);
      const page = parts.find((one) => one.part === part)?.pages[index];
      if (page === undefined) throw new DocketError('request.not-found', `Case ${id} has no page ${index}`);
      const box = onPage(body.box, page);
      const own = wordsIn(page, box);
      if (own !== null) return own;
      await availability.require('temporal');
      return await getJson(
        blobs,
        await workflows.readRegion({ caseId: id, reading: ref, part, page: index, box }),
        regionReading,
      );
    },
  );
}

/** The part of a box that lies on the page. @throws DocketError `request.invalid` where none does */
function onPage([x0, y0, x1, y1]: Box, { width, height }: Page): Box {
  const box: Box = [Math.max(0, x0), Math.max(0, y0), Math.min(width, x1), Math.min(height, y1)];
  if (box[0] < box[2] && box[1] < box[3]) return box;
  throw new DocketError('request.invalid', `box: it lies beside the page, which has ${width} × ${height} units`);
}

/** The page's own text in a box: words whose centre lies in it. Null where there is none. */
function wordsIn({ source, words }: Page, [x0, y0, x1, y1]: Box): RegionReading | null {
  if (source !== 'text') return null;
  const inside = words.filter(({ box: [a, b, c, d] }) => {
    const [x, y] = [(a + c) / 2, (b + d) / 2];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
  if (inside.length === 0) return null;
  return { text: inside.map(({ text }) => text).join(' '), source, words: inside };
}
