import type { ReadAnswer, ReadRequest } from '../schemas/activities.ts';
import { type Reading, reading } from '../schemas/reading.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { type CasePage, recordPages } from '../store/pages.ts';
import { beginRun } from './begin-run.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { originOf } from './origin-of.ts';
import { pagesOfPart } from './pages-of-part.ts';

/** Bytes → a stored reading, with a picture of each page of this case's part. Returns references. */
export const read =
  (deps: ActivityDependencies) =>
  async (request: ReadRequest): Promise<ReadAnswer> => {
    const { caseId, arrival } = request;
    await beginRun(deps.db, caseId);
    const bytes = await deps.blobs.get(arrival.blob);
    const keepFile = (blob: { mediaType: string }, content: Uint8Array) => deps.blobs.put(content, blob.mediaType);
    const file = request.reading
      ? await getJson(deps.blobs, request.reading, reading)
      : await deps.reader.read(bytes, arrival.fileName, keepFile);
    const ref = request.reading ?? (await putJson(deps.blobs, file));
    const pages = await drawPages(deps, bytes, file, arrival.part);
    await recordPages(deps.db, caseId, { pages, reading: ref, origin: originOf(file, arrival.part) });
    return { reading: ref, parts: file.parts.length };
  };

async function drawPages(
  { blobs, reader }: ActivityDependencies,
  bytes: Uint8Array,
  file: Reading,
  wanted: number,
): Promise<CasePage[]> {
  const pages = await pagesOfPart(blobs, bytes, file, wanted);
  const drawn: CasePage[] = [];
  for (const [index, page] of pages.entries()) {
    const png = await reader.render(page.bytes, page.format, page.pageIndex, page.turn);
    const { width, height } = page;
    drawn.push({ index, width, height, image: png && (await blobs.put(png, 'image/png')) });
  }
  return drawn;
}
