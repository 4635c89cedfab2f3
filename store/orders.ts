import { asc, count, eq, sql } from 'drizzle-orm';
import { comparable } from '../schemas/comparable.ts';
import type { PurchaseOrder } from '../schemas/document-memory.ts';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { purchaseOrders } from './tables.ts';

/** Keeps orders by number; a known one is replaced. How many there were. */
export async function keepOrders(db: Connection, orders: readonly PurchaseOrder[], actor: string): Promise<number> {
  const byKey = [...new Map(orders.map((order) => [comparable(order.number), storableJson(order)]))].map(
    ([key, order]) => ({ key, order }),
  );
  if (byKey.length === 0) return 0;
  await db.transaction(async (tx) => {
    await tx
      .insert(purchaseOrders)
      .values(byKey)
      .onConflictDoUpdate({
        target: purchaseOrders.key,
        set: { order: sql`excluded.order`, updatedAt: sql`now()` },
      });
    await appendAudit(tx, { actor, action: 'orders.kept', caseId: null, body: { orders: byKey.length } });
  });
  return byKey.length;
}

/** The order of a key, and whether any order is kept at all. */
export async function findOrder(
  db: Connection,
  key: string | null,
): Promise<{ order: PurchaseOrder | null; anyKept: boolean }> {
  const [known] = await db.select({ n: count() }).from(purchaseOrders);
  const anyKept = (known?.n ?? 0) > 0;
  if (key === null || !anyKept) return { order: null, anyKept };
  const [row] = await db.select().from(purchaseOrders).where(eq(purchaseOrders.key, key));
  return { order: row?.order ?? null, anyKept };
}

export async function listOrders(db: Connection, limit: number): Promise<PurchaseOrder[]> {
  const rows = await db.select().from(purchaseOrders).orderBy(asc(purchaseOrders.key)).limit(limit);
  return rows.map(({ order }) => order);
}

/** False when there is no such order. */
export async function removeOrder(db: Connection, number: string, actor: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const gone = await tx
      .delete(purchaseOrders)
      .where(eq(purchaseOrders.key, comparable(number)))
      .returning({ key: purchaseOrders.key });
    if (gone.length === 0) return false;
    await appendAudit(tx, { actor, action: 'order.removed', caseId: null, body: { number } });
    return true;
  });
}
