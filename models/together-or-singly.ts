import { DocketError } from '../schemas/errors.ts';

/** Any failure of a model as an error with a code. */
export function modelError(error: unknown): DocketError {
  if (error instanceof DocketError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DocketError('model.failed', `The model failed: ${message}`, { cause: error });
}

/**
 * Runs items as one batch; where the batch fails, each item alone, so that one poisoned item fails alone.
 * @param run one answer an item, in order
 */
export async function togetherOrSingly<Item, Answer>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<Answer[]>,
): Promise<(Answer | DocketError)[]> {
  try {
    const answers = await run(items);
    if (answers.length === items.length) return answers;
    return items.map(() => new DocketError('model.failed', `${items.length} items got ${answers.length} answers`));
  } catch (error) {
    if (items.length <= 1) return items.map(() => modelError(error));
    const alone = await Promise.all(items.map((item) => togetherOrSingly([item], run)));
    return alone.flat();
  }
}
