import { Context } from '@temporalio/activity';
import type { ReadAnswer, ReadRequest } from '../schemas/activities.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { type Reading, type ReadPart, reading } from '../schemas/reading.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { markProcessing, recordPages } from '../store/cases.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Bytes → a stored reading, with a picture of each page of this case's part. Returns references. */
export const read =
  (deps: ActivityDependencies) =>
  async (request: ReadRequest): Promise<ReadAnswer> => {
    const { caseId, arrival } = request;
    const { workflowExecution } = Context.current().info;
    await markProcessing(deps.db, caseId, workflowExecution);
    const bytes = await deps.blobs.get(arrival.blob);
    const file = request.reading
      ? await getJson(deps.blobs, request.reading, reading)
      : await deps.reader.read(bytes, arrival.fileName);
    const ref = request.reading ?? (await putJson(deps.blobs, file));
    await recordPages(deps.db, caseId, await drawPages(deps, bytes, file, arrival.part));
    return { reading: ref, parts: file.parts.length };
  };

type CasePage = { width: number; height: number; image: BlobRef | null };

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
    drawn.push({ width, height, image: png && (await deps.blobs.put(png, 'image/png')) });
  }
  return drawn;
}
