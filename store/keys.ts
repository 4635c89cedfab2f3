import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { newSecret, secretHash } from './secrets.ts';
import { apiKeys } from './tables.ts';

/** `write` sends and reviews, `read` reads, `admin` also manages keys and webhooks. */
export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: string;
}

/** Makes a key. Only its hash is stored: `key` is shown here and never again. */
export async function createApiKey(
  db: Connection,
  { name, scopes: granted, actor = 'system' }: { name: string; scopes: readonly Scope[]; actor?: string },
): Promise<{ id: string; key: string }> {
  const id = newId();
  const key = newSecret('dk');
  await db.transaction(async (tx) => {
    await tx.insert(apiKeys).values({ id, name, scopes: [...granted], hash: secretHash(key) });
    await appendAudit(tx, { actor, action: 'key.created', caseId: null, body: { keyId: id, scopes: granted } });
  });
  return { id, key };
}

export async function findApiKey(db: Connection, key: string): Promise<ApiKey | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, secretHash(key)), isNull(apiKeys.revokedAt)));
  return row === undefined ? null : toApiKey(row);
}

export async function listApiKeys(db: Connection): Promise<ApiKey[]> {
  const rows = await db.select().from(apiKeys).where(isNull(apiKeys.revokedAt)).orderBy(asc(apiKeys.createdAt));
  return rows.map(toApiKey);
}

/** False when there is no such key. */
export async function revokeApiKey(db: Connection, id: string): Promise<boolean> {
  const gone = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return gone.length > 0;
}

function toApiKey(row: typeof apiKeys.$inferSelect): ApiKey {
  return { id: row.id, name: row.name, scopes: row.scopes, createdAt: row.createdAt.toISOString() };
}
