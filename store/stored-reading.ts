import { DocketError } from '../schemas/errors.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { type Reading, type ReadPart, reading } from '../schemas/reading.ts';
import { getJson } from './blobs/json.ts';
import type { BlobStore } from './blobs/port.ts';

/** One document of a stored reading. @throws DocketError the problem of a document that could not be read */
export async function storedPart(
  blobs: BlobStore,
  request: { reading: BlobRef; part: number },
): Promise<{ file: Reading; part: ReadPart }> {
  const file = await getJson(blobs, request.reading, reading);
  const part = file.parts.find((candidate) => candidate.part === request.part);
  if (!part) throw new DocketError('internal.unexpected', `The reading has no part ${request.part}`);
  if (part.problem) throw new DocketError(part.problem.code, part.problem.message);
  return { file, part };
}
