import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { newSecret, secretHash } from './secrets.ts';
import { sessions, signInTokens } from './tables.ts';

const TOKEN_MINUTES = 60;
const SESSION_HOURS = 12;

/** A link's token: redeemed once, within an hour. */
export async function createSignInToken(db: Connection): Promise<string> {
  const token = newSecret('in');
  const expiresAt = sql`now() + make_interval(mins => ${TOKEN_MINUTES})`;
  await db.insert(signInTokens).values({ hash: secretHash(token), expiresAt });
  return token;
}

/** Turns a token into a session; null when it is unknown, used or expired. */
export function redeemSignInToken(
  db: Connection,
  token: string,
): Promise<{ id: string; session: string; expiresAt: Date } | null> {
  return db.transaction(async (tx) => {
    const used = await tx
      .update(signInTokens)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          eq(signInTokens.hash, secretHash(token)),
          isNull(signInTokens.usedAt),
          gt(signInTokens.expiresAt, sql`now()`),
        ),
      )
      .returning({ hash: signInTokens.hash });
    if (used.length === 0) return null;
    const session = newSecret('ses');
    const [row] = await tx
      .insert(sessions)
      .values({
        id: newId(),
        hash: secretHash(session),
        expiresAt: sql`now() + make_interval(hours => ${SESSION_HOURS})`,
      })
      .returning();
    return row === undefined ? null : { id: row.id, session, expiresAt: row.expiresAt };
  });
}

/** The session of a cookie, or null when it is unknown or expired. */
export async function findSession(db: Connection, session: string): Promise<{ id: string } | null> {
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.hash, secretHash(session)), gt(sessions.expiresAt, sql`now()`)));
  return row ?? null;
}

export async function endSession(db: Connection, session: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, secretHash(session)));
}
