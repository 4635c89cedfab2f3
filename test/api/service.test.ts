import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Docket</title>');
  await writeFile(join(folder, 'assets', 'index-abcdef12.js'), 'export {};');
  fixture = await openApp({ webFolder: folder });
});
after(async () => {
  await fixture.close();
  await rm(folder, { recursive: true, force: true });
});

const html = { accept: 'text/html,*/*' };

test('the page answers for its own addresses, and only for those', async () => {
  const { app } = fixture;
  for (const url of ['/', '/cases/1', '/settings?tab=keys']) {
    const answer = await app.inject({ url, headers: html });
    assert.equal(answer.statusCode, 200, url);
    assert.match(answer.body, /<title>Docket/);
    assert.equal(answer.headers['cache-control'], 'no-cache');
  }
  for (const url of [
    '/v1/nothing',
    '/missing.js',
    '/docs/nothing',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
  ]) {
    const answer = await app.inject({ url, headers: html });
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${url}: ${answer.statusCode}`);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  }
  const asset = await app.inject({ url: '/assets/index-abcdef12.js' });
  assert.match(String(asset.headers['cache-control']), /immutable/);
});

test('every answer carries a strict policy', async () => {
  for (const url of ['/', '/v1/cases', '/nothing', '/healthz']) {
    const { headers } = await fixture.app.inject({ url, headers: html });
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('the API describes itself, with its page served from here alone', async () => {
  const { app } = fixture;
  const document = (await app.inject({ url: '/openapi.json' })).json();
  assert.equal(document.openapi, '3.1.0');
  for (const path of ['/v1/documents', '/v1/tickets', '/v1/tickets/bulk', '/v1/cases/{id}/review', '/v1/webhooks']) {
    assert.ok(document.paths[path], path);
  }
  const body = document.paths['/v1/tickets'].post.requestBody.content['application/json'].schema;
  assert.deepEqual(body.required.toSorted(), ['desk', 'text']);
  const page = await app.inject({ url: '/docs/' });
  assert.equal(page.statusCode, 200);
  for (const [, source = ''] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.doesNotMatch(source, /^(https?:)?\/\//);
    assert.equal((await app.inject({ url: join('/docs', source) })).statusCode, 200, source);
  }
});

test('health and metrics name the part that is away', async () => {
  const own = await openApp();
  try {
    assert.equal((await own.app.inject({ url: '/healthz' })).statusCode, 200);
    own.away.add('redis');
    const ready = await own.app.inject({ url: '/readyz' });
    assert.equal(ready.statusCode, 503);
    assert.equal(ready.json().code, 'unavailable.redis');
    assert.equal((await own.app.inject({ url: '/healthz' })).statusCode, 200);
    const metrics = (await own.app.inject({ url: '/metrics' })).body;
    assert.match(metrics, /docket_part_up\{part="redis"\} 0/);
    assert.match(metrics, /docket_part_up\{part="database"\} 1/);
    assert.match(metrics, /docket_http_request_seconds_count\{method="GET",route="\/readyz",status="503"\} 1/);
  } finally {
    await own.close();
  }
});

test('webhooks go to public addresses, unless the operator allows others', async () => {
  const subscribe = (app: AppFixture, url: string) =>
    app.app.inject({
      method: 'POST',
      url: '/v1/webhooks',
      headers: app.headers,
      payload: { url, events: ['case.accepted'] },
    });
  const special = [
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '[::1]',
    '[::ffff:192.168.0.1]',
    '2130706433',
    'localhost',
    'a.localhost',
  ];
  for (const host of special) {
    const answer = await subscribe(fixture, `http://${host}/hook`);
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'webhook.address'], host);
  }
  assert.equal((await subscribe(fixture, 'ftp://example.com/')).statusCode, 400);
  assert.equal((await subscribe(fixture, 'https://user:pass@example.com/')).json().code, 'webhook.address');
  const made = await subscribe(fixture, 'https://example.com/hook');
  assert.equal(made.statusCode, 201);
  assert.match(made.json().secret, /^whsec_/);
  const list = await fixture.app.inject({ url: '/v1/webhooks', headers: fixture.headers });
  assert.equal(list.body.includes('whsec_'), false);
  const url = `/v1/webhooks/${made.json().id}`;
  assert.equal((await fixture.app.inject({ method: 'DELETE', url, headers: fixture.headers })).statusCode, 204);
  assert.equal((await fixture.app.inject({ method: 'DELETE', url, headers: fixture.headers })).statusCode, 404);
  const open = await openApp({ webhookReceivers: 'any' });
  try {
    assert.equal((await subscribe(open, 'http://127.0.0.1:9/hook')).statusCode, 201);
  } finally {
    await open.close();
  }
});
