import { z } from 'zod';

const answerWithRows = z.object({ rows: z.array(z.unknown()) });

/** Rows of a query written in SQL. */
export function rowsOf<T>(contract: z.ZodType<T>, answer: unknown): T[] {
  return z.array(contract).parse(answerWithRows.parse(answer).rows);
}
