import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { producerOf } from '../../models/producer.ts';
import { openRegistry } from '../../models/registry.ts';
import { copyFixtureModels, fixtureModels } from './fixture-models.ts';

test('finds a package, its verified files and who vouches for it', async () => {
  const registry = openRegistry({ extraFolders: [fixtureModels] });
  const card = registry.card('desk-tiny');
  const files = registry.files('desk-tiny');
  assert.equal(files.model, join(fixtureModels, 'desk-tiny/1.0.0/model.onnx'));
  const tokenizer = await files.read('tokenizer.json');
  assert.equal(tokenizer?.sha256, card.files['tokenizer.json']?.sha256);
  assert.equal(tokenizer?.bytes.length, card.files['tokenizer.json']?.bytes);
  assert.equal(await files.read('joint.json'), null);
  assert.deepEqual(producerOf(card), {
    name: 'desk-tiny',
    version: '1.0.0',
    sha256: card.files['model.onnx']?.sha256 ?? 'missing',
  });
  assert.ok(registry.list().some((listed) => listed.name === 'desk-tiny'));
});

test('takes the newest version by number, and an older one when asked', () => {
  const { folder, remove } = copyFixtureModels();
  try {
    const first = join(folder, 'desk-tiny/1.0.0');
    for (const version of ['1.9.0', '1.10.0']) {
      const next = join(folder, 'desk-tiny', version);
      cpSync(first, next, { recursive: true });
      const card = readFileSync(join(first, 'card.json'), 'utf8').replace(
        '"version": "1.0.0"',
        `"version": "${version}"`,
      );
      writeFileSync(join(next, 'card.json'), card);
    }
    const registry = openRegistry({ extraFolders: [folder] });
    assert.equal(registry.card('desk-tiny').version, '1.10.0');
    assert.equal(registry.card('desk-tiny', '1.9.0').version, '1.9.0');
  } finally {
    remove();
  }
});

test('refuses a model whose bytes are not those of its card', () => {
  const { folder, remove } = copyFixtureModels();
  try {
    const path = join(folder, 'desk-tiny/1.0.0/model.onnx');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const registry = openRegistry({ extraFolders: [folder] });
    assert.throws(() => registry.files('desk-tiny'), { code: 'model.invalid', message: /model\.onnx has SHA-256/ });
  } finally {
    remove();
  }
});

test('names what is wrong with a card, and lists the other models all the same', () => {
  const { folder, remove } = copyFixtureModels();
  try {
    const broken = join(folder, 'broken/1.0.0');
    cpSync(join(folder, 'desk-tiny/1.0.0'), broken, { recursive: true });
    writeFileSync(join(broken, 'card.json'), JSON.stringify({ name: 'broken', version: '1.0.0', task: 'poetry' }));
    const registry = openRegistry({ extraFolders: [folder] });
    assert.throws(() => registry.card('broken'), { code: 'model.invalid', message: /task/ });
    const names = registry.list().map((card) => card.name);
    assert.ok(names.includes('desk-tiny'));
    assert.ok(!names.includes('broken'));
  } finally {
    remove();
  }
});

test('says which models there are when one is unknown', () => {
  const registry = openRegistry({ extraFolders: [fixtureModels] });
  for (const name of ['nothing', '../desk-tiny']) {
    assert.throws(() => registry.card(name), { code: 'model.unknown', message: /desk-tiny/ });
  }
  assert.throws(() => registry.card('desk-tiny', '9.9.9'), { code: 'model.unknown' });
});
