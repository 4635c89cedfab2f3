import type { NoteUsage } from '../models/larger-model/port.ts';
import type { ModelUsage } from '../schemas/model-usage.ts';
import { type Asker, assertBudget, recordModelCalls } from '../store/model-calls.ts';
import type { ActivityDependencies } from './dependencies.ts';

/**
 * Asks a larger model if every budget has something left, and keeps what it cost, whatever came of it.
 * @throws DocketError `llm.budget`, and what `ask` throws.
 */
export async function withinBudget<Answer>(
  { db, budget }: Pick<ActivityDependencies, 'db' | 'budget'>,
  asker: Asker & { model: string },
  ask: (note: NoteUsage) => Promise<Answer>,
): Promise<Answer> {
  await assertBudget(db, asker, budget);
  const calls: ModelUsage[] = [];
  try {
    return await ask((usage) => calls.push(usage));
  } finally {
    await recordModelCalls(db, asker, calls, budget);
  }
}
