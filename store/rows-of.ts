import { z } from 'zod';

/** Rows of a query written in SQL: PGlite gives them in an object, postgres-js as they are. */
export function rowsOf<T>(contract: z.ZodType<T>, answer: unknown): T[] {
  const rows = Array.isArray(answer) ? answer : z.object({ rows: z.array(z.unknown()) }).parse(answer).rows;
  return z.array(contract).parse([...rows]);
}
