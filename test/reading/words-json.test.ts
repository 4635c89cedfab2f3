import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { wordsDocument } from '../../schemas/words.ts';
import { limits, sharedFile } from './shared-data.ts';

after(closeReaders);

const receipt = wordsDocument.parse(JSON.parse(sharedFile('receipts-sroie/words/X00016469612.json').toString('utf8')));

const read = async (document: unknown) => {
  const { format, parts } = await readDocument(Buffer.from(JSON.stringify(document)), { limits });
  assert.equal(format, 'words');
  return parts.flatMap(({ pages }) => pages.map(({ words }) => words.map(({ text }) => text)));
};

test('words JSON keeps every word, from the top of the page to its end', async () => {
  const [texts] = await read(receipt);
  assert.equal(texts?.[0], 'TAN');
  assert.deepEqual(texts?.toSorted(), receipt.pages[0]?.words.map(({ text }) => text).toSorted());
});

test('the order in which a recogniser delivers its words changes nothing', async () => {
  const ordered = await read(receipt);
  const shuffled = receipt.pages.map((page) => ({
    ...page,
    words: page.words
      .map((word, i) => ({ word, key: (i * 7919) % 1009 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ word }) => word),
  }));
  assert.deepEqual(await read({ pages: shuffled }), ordered);
});
