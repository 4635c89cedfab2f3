import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { installedModels } from '../../api/installed-models.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import { shippedWeights } from '../../models/registry.ts';
import { onDevicePackages as contract } from '../../schemas/on-device.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  const models = () => installedModels([shippedWeights]);
  fixture = await openApp({ models, onDevice: onDevicePackages([shippedWeights], models) });
});
after(() => fixture.close());

test('lists the packages that a browser can run, with the encoder that a desk stands on', async () => {
  const { app, headers } = fixture;
  const { items } = contract.parse((await app.inject({ url: '/v1/on-device/packages', headers })).json());
  const names = items.map(({ card }) => card.name);
  for (const name of ['banking77', 'clinc150', 'invoice', 'sentence-encoder', 'ticket-entities']) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.some((name) => name.startsWith('ocr-')), 'recognition of pictures stays with the service');
  for (const { card, files } of items) {
    for (const name of Object.keys(card.files)) assert.ok(files.some((file) => file.name === name));
    const encoder = card.head?.encoder;
    if (encoder === undefined) continue;
    const below = items.find((item) => item.card.name === encoder.name && item.card.version === encoder.version);
    assert.equal(below?.card.files['model.onnx']?.sha256, encoder.sha256);
  }
});

test('gives a file by its hash, to be kept by the caller alone', async () => {
  const { app, headers } = fixture;
  const file = fixture.deps.onDevice.list().find(({ card }) => card.name === 'ticket-entities')?.files[0];
  assert.ok(file);
  const answer = await app.inject({ url: `/v1/on-device/files/${file.sha256}`, headers });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['cache-control'], 'private, max-age=31536000, immutable');
  assert.equal(answer.headers['content-length'], String(file.bytes));
  assert.equal(createHash('sha256').update(answer.rawPayload).digest('hex'), file.sha256);
});

test('gives nothing else, and nothing to strangers', async () => {
  const { app, headers } = fixture;
  const unknown = await app.inject({ url: `/v1/on-device/files/${'0'.repeat(64)}`, headers });
  assert.equal(unknown.json().code, 'request.not-found');
  const path = await app.inject({ url: '/v1/on-device/files/..%2F..%2Fpackage.json', headers });
  assert.equal(path.json().code, 'request.invalid');
  for (const url of ['/v1/on-device/packages', `/v1/on-device/files/${'0'.repeat(64)}`]) {
    assert.equal((await app.inject({ url })).statusCode, 401);
  }
});

test('only the scripts of the thread may compile WebAssembly, and the page is isolated', async () => {
  const { app } = fixture;
  const page = await app.inject({ url: '/on-device', headers: { accept: 'text/html' } });
  assert.doesNotMatch(String(page.headers['content-security-policy']), /wasm-unsafe-eval/);
  assert.equal(page.headers['cross-origin-embedder-policy'], 'require-corp');
  assert.equal(page.headers['cross-origin-opener-policy'], 'same-origin');
  const script = await app.inject({ url: '/on-device/deciding-thread-abcdefgh.js' });
  assert.match(String(script.headers['content-security-policy']), /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(String(script.headers['content-security-policy']), /'unsafe-eval'/);
});
