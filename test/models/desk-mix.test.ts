import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { openClassifier } from '../../models/desk-classifier.ts';
import { gramFeatures } from '../../models/gram-features.ts';
import { readHead } from '../../models/head-file.ts';
import { producerOf } from '../../models/producer.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { modelCard } from '../../schemas/model-card.ts';
import { copyFixtureModels } from './fixture-models.ts';

const fixture = z
  .object({
    texts: z.array(z.string()),
    desks: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        logits: z.array(z.array(z.number())),
        grams: z.array(z.array(z.number().int())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/mix/logits.json', import.meta.url), 'utf8')));

/**
 * Share of the spread of the logits. The sentence encoder rounds activations to int8, which kernels with and without
 * AVX-512 do not do alike: they differ by up to 0.004 of it.
 */
const NEAR = 0.01;

const registry = openRegistry();
const sessions = openSessions({ providers: 'cpu', threads: 2 });
after(() => sessions.close());

describe('a head beside a network answers as its training measured it', () => {
  const mixed = registry.list().filter((card) => card.mix !== undefined);

  it('every such desk that ships has its logits in the fixture', () => {
    assert.notEqual(mixed.length, 0);
    assert.deepEqual(
      fixture.desks.map(({ name, version }) => ({ name, version })),
      mixed.map(({ name, version }) => ({ name, version })),
    );
  });

  for (const desk of fixture.desks) {
    const card = registry.card(desk.name, desk.version);

    it(`${desk.name}: the grams of a text`, async () => {
      const { vocabulary } = await readHead(registry.files(desk.name, desk.version), card);
      const columnsOf = gramFeatures(vocabulary);
      const found = fixture.texts.map((text) => [...columnsOf(text).columns].sort((a, b) => a - b));
      assert.deepEqual(found, desk.grams);
      assert.ok(found.some((columns) => columns.length > 0));
    });

    it(`${desk.name}: the sum of both logits`, async () => {
      const classify = await openClassifier(registry, sessions, card);
      for (const [index, logits] of (await classify(fixture.texts)).entries()) {
        const expected = desk.logits[index] ?? [];
        assert.equal(logits.length, expected.length);
        const furthest = Math.max(...expected.map((logit, label) => Math.abs(logit - (logits[label] ?? Number.NaN))));
        const spread = Math.max(...expected) - Math.min(...expected);
        assert.ok(furthest < NEAR * spread, `"${fixture.texts[index]?.slice(0, 30)}" differs by ${furthest}`);
        assert.equal(logits.indexOf(Math.max(...logits)), expected.indexOf(Math.max(...expected)));
      }
    });

    it(`${desk.name}: the network vouches for its answers, and every file is verified`, () => {
      assert.equal(producerOf(card).sha256, card.files['model.onnx']?.sha256);
      assert.deepEqual(Object.keys(card.files).sort(), ['grams.json', 'head.bin', 'model.onnx', 'tokenizer.json']);
    });
  }
});

describe('a package with a mix that does not hold both', () => {
  const mix = { network: 1, head: 1 };
  const { name, version, sha256 } = producerOf(registry.card('sentence-encoder'));
  const head = { encoder: { name, version, sha256 }, dense: 384, denseLength: 2, grams: 1, precision: 'int8' };
  const short = { 'head.bin': Buffer.alloc(8), 'grams.json': Buffer.from('["card"]') };
  const broken: [string, object, Record<string, Buffer>, RegExp][] = [
    ['no head', { mix }, {}, /describes no head/],
    ['no file of the head', { mix, head }, {}, /lists no head\.bin/],
    ['a head of another size', { mix, head }, short, /do not have the shape that the card states/],
  ];
  for (const [what, change, files, message] of broken) {
    it(`is refused: ${what}`, async () => {
      const { folder, remove } = copyFixtureModels();
      try {
        const path = join(folder, 'desk-tiny/1.0.0');
        const card = modelCard.parse({ ...JSON.parse(readFileSync(join(path, 'card.json'), 'utf8')), ...change });
        for (const [file, bytes] of Object.entries(files)) {
          writeFileSync(join(path, file), bytes);
          card.files[file] = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
        }
        writeFileSync(join(path, 'card.json'), JSON.stringify(card));
        const opened = openTicketSpecialist(openRegistry({ extraFolders: [folder] }), sessions, 'desk-tiny');
        await assert.rejects(opened, { code: 'model.invalid', message });
      } finally {
        remove();
      }
    });
  }
});
