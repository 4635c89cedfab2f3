import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { decodeSpans } from '../../models/entities/decode-spans.ts';
import { textWords } from '../../models/entities/text-words.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openEntitySpecialist, openInstalledEntities } from '../../models/ticket-entities.ts';

/** Holds a specialist with known logits (`make_entities_tiny.py`) and what the Python reference says. */
const fixtures = fileURLToPath(new URL('../fixtures/entities', import.meta.url));
const registry = openRegistry({ extraFolders: [fixtures] });
const sessions = openSessions({ providers: 'cpu', threads: 2 });
after(() => sessions.close());

const span = z.object({ kind: z.string(), start: z.number(), end: z.number(), score: z.number() });
const fixture = z
  .object({
    texts: z.array(z.object({ text: z.string(), words: z.array(z.tuple([z.number(), z.number()])) })),
    decoding: z.object({
      text: z.string(),
      temperature: z.number(),
      kinds: z.array(z.string()),
      logits: z.array(z.array(z.number())),
      spans: z.array(span),
    }),
  })
  .parse(JSON.parse(readFileSync(join(fixtures, 'spans.json'), 'utf8')));

describe('entities, as training reads them', () => {
  it('cuts texts into the same words', () => {
    for (const { text, words } of fixture.texts) {
      assert.deepEqual(
        textWords(text).map(({ start, end }) => [start, end]),
        words,
      );
    }
  });

  it('decodes the same spans from the same logits', () => {
    const { text, temperature, kinds, logits, spans } = fixture.decoding;
    const rows = logits.map((row) => Float32Array.from(row));
    const decoded = decodeSpans(textWords(text), rows, kinds, temperature);
    assert.deepEqual(
      decoded.map(({ score, ...place }) => ({ ...place, score: Math.round(score * 1e6) / 1e6 })),
      spans,
    );
  });
});

describe('the entity specialist', () => {
  it('finds values with their places, calibrated and held to the bound of their kind', async () => {
    const specialist = await openEntitySpecialist(registry, sessions, '1.0.0');
    const text = 'order #77 of 🚚 Ann Lee and Bob';
    const [found = []] = await specialist.find([text]);
    assert.deepEqual(
      found.map(({ kind, value, start, end, accepted }) => [kind, value, start, end, accepted]),
      [
        ['order', '77', 6, 9, true],
        ['person', 'Ann Lee', 16, 23, false],
        ['person', 'Bob', 28, 31, false],
      ],
    );
    for (const entity of found) {
      assert.equal(entity.text, text.slice(entity.start, entity.end));
      assert.deepEqual([entity.source, entity.by], ['specialist', specialist.producer]);
    }
  });

  it('accepts nothing below the bound', async () => {
    const specialist = await openEntitySpecialist(registry, sessions, '1.0.0');
    const [sure, unsure] = (await specialist.find(['tomorrow', 'maybe'])).map(([entity]) => entity);
    assert.deepEqual([sure?.kind, sure?.accepted], ['date', true]);
    assert.deepEqual([unsure?.kind, unsure?.accepted], ['date', false]);
    assert.ok((unsure?.confidence ?? 1) < (sure?.confidence ?? 0));
  });

  it('answers the same alone, among others and in another order, beyond one window too', async () => {
    const specialist = await openEntitySpecialist(registry, sessions, '1.0.0');
    const long = `${'of and '.repeat(30)}Ann Lee ${'and of '.repeat(30)}order #77`;
    const many = ['Ann Lee', long, '', ' \n', 'order #77 tomorrow', ...Array.from({ length: 40 }, () => 'Bob and Ann')];
    const together = await specialist.find(many);
    assert.deepEqual((await specialist.find(many.toReversed())).toReversed(), together);
    for (const [index, text] of many.entries()) assert.deepEqual((await specialist.find([text]))[0], together[index]);
    assert.deepEqual(
      together[1]?.map(({ kind, text }) => [kind, text]),
      [
        ['person', 'Ann Lee'],
        ['order', '#77'],
      ],
    );
    assert.deepEqual([together[2], together[3], await specialist.find([])], [[], [], []]);
  });

  it('is null where none is installed', async () => {
    const bare = { ...registry, card: () => registry.card('nobody') };
    assert.equal(await openInstalledEntities(bare, sessions), null);
  });
});
