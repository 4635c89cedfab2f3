import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSignInToken } from '../../store/sessions.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

async function signIn(): Promise<string> {
  const token = await createSignInToken(fixture.deps.db);
  const answer = await fixture.app.inject({ url: `/sign-in?token=${token}` });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/');
  const [cookie] = answer.cookies;
  assert.ok(cookie);
  assert.deepEqual(
    [cookie.name, cookie.httpOnly, cookie.sameSite, cookie.path],
    ['docket_session', true, 'Strict', '/'],
  );
  const again = await fixture.app.inject({ url: `/sign-in?token=${token}` });
  assert.equal(again.statusCode, 401);
  return `docket_session=${cookie.value}`;
}

const ticket = { desk: 'banking77', text: 'Where is my card?' };
const ours = { host: 'docket.test', origin: 'http://docket.test' };

test('nothing under /v1 answers without a key or session', async () => {
  await fixture.app.ready();
  const paths = Object.entries(fixture.app.swagger().paths ?? {});
  assert.ok(paths.length > 15);
  for (const [path, methods] of paths) {
    for (const method of Object.keys(methods ?? {})) {
      const url = path.replaceAll(/\{\w+\}/g, '0');
      const answer = await fixture.app.inject({ method: method.toUpperCase() as 'GET', url });
      assert.equal(answer.statusCode, 401, `${method} ${path}`);
      assert.equal(answer.json().code, 'request.unauthorized');
    }
  }
});

test('a wrong, a malformed and a revoked key are refused', async () => {
  const { app } = fixture;
  const made = await app.inject({ method: 'POST', url: '/v1/keys', headers: fixture.headers, payload: { name: 'x' } });
  const { id, key } = made.json();
  const asks = (authorization: string) => app.inject({ url: '/v1/cases', headers: { authorization } });
  assert.equal((await asks(`Bearer ${key}`)).statusCode, 200);
  assert.equal((await asks(`bearer ${key}`)).statusCode, 200);
  for (const bad of ['Bearer x', `Basic ${key}`, key, 'Bearer ']) assert.equal((await asks(bad)).statusCode, 401);
  const gone = await app.inject({ method: 'DELETE', url: `/v1/keys/${id}`, headers: fixture.headers });
  assert.equal(gone.statusCode, 204);
  assert.equal((await asks(`Bearer ${key}`)).statusCode, 401);
});

test('a key does what its scopes say', async () => {
  const { app } = fixture;
  const read = await fixture.headersFor(['read']);
  const write = await fixture.headersFor(['write']);
  const sends = (headers: { authorization: string }) =>
    app.inject({ method: 'POST', url: '/v1/tickets', headers, payload: ticket });
  assert.equal((await sends(read)).json().code, 'request.forbidden');
  assert.equal((await sends(write)).statusCode, 202);
  assert.equal((await app.inject({ url: '/v1/cases', headers: write })).statusCode, 403);
  assert.equal((await app.inject({ url: '/v1/keys', headers: read })).statusCode, 403);
});

test('a session from a sign-in link works on our own page alone', async () => {
  const { app } = fixture;
  const cookie = await signIn();
  const sends = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/v1/tickets',
      headers: { cookie, host: 'docket.test', ...headers },
      payload: ticket,
    });
  assert.equal((await app.inject({ url: '/v1/cases', headers: { cookie } })).statusCode, 200);
  assert.equal((await sends(ours)).statusCode, 202);
  assert.equal((await sends({ 'sec-fetch-site': 'same-origin' })).statusCode, 202);
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'http://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { ...ours, 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    assert.equal((await sends(headers)).json().code, 'request.forbidden', JSON.stringify(headers));
  }
});

test('signing out ends the session', async () => {
  const { app } = fixture;
  const headers = { cookie: await signIn(), ...ours };
  assert.equal((await app.inject({ url: '/v1/session', headers })).json().kind, 'session');
  assert.equal((await app.inject({ method: 'DELETE', url: '/v1/session', headers })).statusCode, 204);
  assert.equal((await app.inject({ url: '/v1/session', headers })).statusCode, 401);
});

test('a used link still leads on where its session is', async () => {
  const token = await createSignInToken(fixture.deps.db);
  const url = `/sign-in?token=${token}`;
  const first = await fixture.app.inject({ url });
  const cookie = `docket_session=${first.cookies[0]?.value}`;
  assert.equal((await fixture.app.inject({ url, headers: { cookie } })).statusCode, 303);
});

test('too many requests are refused for a while', async () => {
  const busy = await openApp({ limits: { maxBytes: 1000, requestsPerMinute: 3 } });
  try {
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await busy.app.inject({ url: '/v1/desks', headers: busy.headers })).statusCode);
    }
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    const answer = await busy.app.inject({ url: '/v1/desks', headers: busy.headers });
    assert.equal(answer.json().code, 'request.rate-limited');
  } finally {
    await busy.close();
  }
});
