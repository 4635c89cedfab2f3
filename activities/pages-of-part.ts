import { documentFormat, type Reading } from '../schemas/reading.ts';
import type { BlobStore } from '../store/blobs/port.ts';
import type { PageOfFile } from './dependencies.ts';

/**
 * Where the pages of one document are drawn from, with their size: the file that was sent, or one inside it. None where its
 * format is no document's.
 */
export async function pagesOfPart(
  blobs: BlobStore,
  bytes: Uint8Array,
  { format, parts }: Reading,
  wanted: number,
): Promise<(PageOfFile & { width: number; height: number })[]> {
  const part = parts.find((one) => one.part === wanted);
  const drawable = documentFormat.safeParse(part?.file ? part.file.format : format);
  if (!part || !drawable.success) return [];
  const content = part.file ? await blobs.get(part.file.blob) : bytes;
  const before = parts.filter((one) => one.part < wanted && one.file?.path === part.file?.path);
  const first = before.reduce((count, { pages }) => count + pages.length, 0);
  return part.pages.map(({ width, height, turn, filePage }, index) => ({
    bytes: content,
    format: drawable.data,
    pageIndex: filePage ?? first + index,
    turn,
    width,
    height,
  }));
}
