import type { ReadAnswer, ReadRequest } from '../schemas/activities.ts';
import { type Reading, type ReadPart, reading } from '../schemas/reading.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { type CasePage, recordPages } from '../store/pages.ts';
import { beginRun } from './begin-run.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Bytes → a stored reading, with a picture of each page of this case's part. Returns references. */
export const read =
  (deps: ActivityDependencies) =>
  async (request: ReadRequest): Promise<ReadAnswer> => {
    const { caseId, arrival } = request;
    await beginRun(deps.db, caseId);
    const bytes = await deps.blobs.get(arrival.blob);
    const file = request.reading
      ? await getJson(deps.blobs, request.reading, reading)
      : await deps.reader.read(bytes, arrival.fileName);
    const ref = request.reading ?? (await putJson(deps.blobs, file));
    await recordPages(deps.db, caseId, await drawPages(deps, bytes, file, arrival.part), ref);
    return { reading: ref, parts: file.parts.length };
  };

async function drawPages(
  deps: ActivityDependencies,
  bytes: Uint8Array,
  file: Reading,
  wanted: number,
): Promise<CasePage[]> {
  const isBefore = (part: ReadPart) => part.part < wanted;
  const first = file.parts.filter(isBefore).reduce((count, part) => count + part.pages.length, 0);
  const pages = file.parts.find(({ part }) => part === wanted)?.pages ?? [];
  const drawn: CasePage[] = [];
  for (const [index, { width, height }] of pages.entries()) {
    const png = await deps.reader.render(bytes, file.format, first + index);
    drawn.push({ index, width, height, image: png && (await deps.blobs.put(png, 'image/png')) });
  }
  return drawn;
}
