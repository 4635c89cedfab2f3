import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { createApiKey, findApiKey, listApiKeys, revokeApiKey } from '../../store/keys.ts';
import { createSignInToken, endSession, findSession, redeemSignInToken } from '../../store/sessions.ts';
import { apiKeys, sessions, signInTokens } from '../../store/tables.ts';
import { onEachDatabase } from './databases.ts';

onEachDatabase((database) => {
  test('a key opens until it is revoked', async () => {
    const db = database();
    const { id, key } = await createApiKey(db, { name: 'helpdesk', scopes: ['write'] });
    assert.deepEqual((await findApiKey(db, key))?.scopes, ['write']);
    assert.equal(await findApiKey(db, `${key}x`), null);
    assert.equal(
      (await listApiKeys(db)).some((one) => one.id === id),
      true,
    );
    assert.equal(await revokeApiKey(db, id), true);
    assert.equal(await revokeApiKey(db, id), false);
    assert.equal(await findApiKey(db, key), null);
  });

  test('a sign-in link works once, also when it is followed twice at once', async () => {
    const db = database();
    const token = await createSignInToken(db);
    const sessionsMade = await Promise.all([1, 2, 3].map(() => redeemSignInToken(db, token)));
    const [made, ...others] = sessionsMade.filter((one) => one !== null);
    assert.ok(made);
    assert.equal(others.length, 0);
    assert.equal((await findSession(db, made.session))?.id, made.id);
    await endSession(db, made.session);
    assert.equal(await findSession(db, made.session), null);
  });

  test('links and sessions expire', async () => {
    const db = database();
    const late = await createSignInToken(db);
    const used = await redeemSignInToken(db, await createSignInToken(db));
    assert.ok(used);
    await db.update(signInTokens).set({ expiresAt: sql`now() - interval '1 second'` });
    await db.update(sessions).set({ expiresAt: sql`now() - interval '1 second'` });
    assert.equal(await redeemSignInToken(db, late), null);
    assert.equal(await findSession(db, used.session), null);
  });

  test('no secret is stored', async () => {
    const db = database();
    const { key } = await createApiKey(db, { name: 'x', scopes: ['read'] });
    const token = await createSignInToken(db);
    const redeemed = await redeemSignInToken(db, await createSignInToken(db));
    const stored = JSON.stringify([
      await db.select().from(apiKeys),
      await db.select().from(signInTokens),
      await db.select().from(sessions),
    ]);
    for (const secret of [key, token, redeemed?.session ?? 'missing']) assert.equal(stored.includes(secret), false);
    assert.notEqual(redeemed, null);
  });
});
