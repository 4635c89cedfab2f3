import { openZip } from '../../reading/archive/open-zip.ts';
import { makeZip } from '../reading/make-zip.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

const limits = { maxFiles: 1000, maxUnpackedBytes: 100 * 1024 * 1024 };

async function membersOf(zip: Buffer): Promise<{ name: string; content: Buffer }[]> {
  const entries = await openZip(zip, limits);
  return Promise.all(entries.map(async ({ name, read }) => ({ name, content: Buffer.from(await read()) })));
}

/** Damages one file inside a ZIP, DOCX or XLSX and packs it again: the wrapping is sound, the content is not. */
export async function mutatePacked(
  zip: Buffer,
  random: Random,
  donor: Buffer,
): Promise<{ bytes: Buffer; how: string[] }> {
  const members = await membersOf(zip);
  const chosen = random.below(members.length);
  const given = random.pick(await membersOf(donor));
  const { bytes, how } = mutate(members[chosen]?.content ?? zip, random, given.content);
  const damaged = members.map((member, index) => (index === chosen ? { ...member, content: bytes } : member));
  return { bytes: makeZip(damaged), how: how.map((name) => `${name} inside`) };
}
