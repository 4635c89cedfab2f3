import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { readRegion } from '../../reading/read-region.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import { limits, sharedFile } from './shared-data.ts';

after(closeReaders);

const azure = sharedFile('invoices-invoice2data/files/AzureInterior.pdf');
const receipt = sharedFile('receipts-sroie/img/X00016469612.jpg');

const around = (words: readonly Word[], room: number): Box => [
  Math.min(...words.map(({ box }) => box[0])) - room,
  Math.min(...words.map(({ box }) => box[1])) - room,
  Math.max(...words.map(({ box }) => box[2])) + room,
  Math.max(...words.map(({ box }) => box[3])) + room,
];
const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join(' ');

async function wordsOf(bytes: Uint8Array): Promise<Word[]> {
  return (await readDocument(bytes, { limits })).parts[0]?.pages[0]?.words ?? [];
}

test('a box on a PDF is read as what is drawn there, with boxes on the page', async () => {
  const known = (await wordsOf(azure)).filter(({ text }) => text === 'INV/2023/03/0008');
  const box = around(known, 3);
  const words = await readRegion(azure, 'pdf', 0, { box, limits });
  assert.equal(textOf(words), 'INV/2023/03/0008');
  const [found, own] = [words[0]?.box, known[0]?.box];
  assert.ok(found && own);
  for (const [at, edge] of found.entries()) assert.ok(Math.abs(edge - (own[at] ?? 0)) < 6, `${found} for ${own}`);
});

test('several lines come in reading order', async () => {
  const known = (await wordsOf(azure)).filter(({ text }) =>
    ['Fremont', 'CA', '94538', 'United', 'States'].includes(text),
  );
  const [first] = known;
  assert.ok(first);
  const near = known.filter(({ box }) => Math.abs(box[1] - first.box[1]) < 30 && box[0] < 200);
  const words = await readRegion(azure, 'pdf', 0, { box: around(near, 2), limits });
  assert.equal(textOf(words), 'Fremont CA 94538 United States');
});

test('a box on a photo is read in its pixels', async () => {
  const total = (await wordsOf(receipt)).filter(({ text }) => /^\d+\.\d{2}$/.test(text));
  const [amount] = total;
  assert.ok(amount);
  const words = await readRegion(receipt, 'jpeg', 0, { box: around([amount], 4), limits });
  assert.equal(textOf(words), amount.text);
});

test('an empty part has no words, and one over the edge is read as far as it goes', async () => {
  assert.deepEqual(await readRegion(azure, 'pdf', 0, { box: [300, 120, 420, 150], limits }), []);
  const words = await readRegion(azure, 'pdf', 0, { box: [-50, -50, 900, 120], limits });
  assert.match(textOf(words), /Global Wholesaler/);
});

test('a page that is not there is refused', async () => {
  await assert.rejects(readRegion(azure, 'pdf', 7, { box: [0, 0, 10, 10], limits }), (error) => {
    assert.ok(error instanceof DocketError);
    return error.code === 'request.not-found';
  });
});
