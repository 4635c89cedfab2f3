import { DocketError } from '../schemas/errors.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { reading } from '../schemas/reading.ts';
import type { RegionInput, RegionReading } from '../schemas/region.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { requireCase } from '../store/cases.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { pagesOfPart } from './pages-of-part.ts';

/** Reads a part of a page that a person drew, by optical recognition. @returns blob of a `RegionReading` */
export const readRegion =
  ({ db, blobs, reader }: Pick<ActivityDependencies, 'db' | 'blobs' | 'reader'>) =>
  async ({ caseId, reading: ref, part, page: index, box }: RegionInput): Promise<BlobRef> => {
    const { arrival } = await requireCase(db, caseId);
    if (arrival.kind !== 'document') throw new DocketError('request.not-found', `Case ${caseId} is a ticket`);
    const file = await getJson(blobs, ref, reading);
    const page = (await pagesOfPart(blobs, await blobs.get(arrival.blob), file, part))[index];
    const words = page === undefined ? [] : await reader.readRegion(page, box);
    const found: RegionReading = { text: words.map(({ text }) => text).join(' '), source: 'ocr', words };
    return await putJson(blobs, found);
  };
