import { fitBaseline } from './fit-baseline.ts';
import { HEAD_RECIPE } from './fit-head.ts';
import type { FitData, Judged } from './fit-quick.ts';
import { FOLDS, stratifiedParts } from './split-rows.ts';

/** Whether the baseline is right about each judged row, learned from the rows that the desk was allowed to learn from. */
export function judgeBaseline(
  data: Pick<FitData, 'texts' | 'truth' | 'labels'>,
  trained: number[],
  judged: Judged,
): boolean[] {
  const fit = (rows: number[]) =>
    fitBaseline(
      rows.map((row) => data.texts[row] as string),
      Int32Array.from(rows, (row) => data.truth[row] as number),
      data.labels,
    );
  if (judged.how === 'held-out') {
    const label = fit(trained);
    return judged.rows.map((row) => label(data.texts[row] as string) === data.truth[row]);
  }
  const fold = stratifiedParts(data.truth, FOLDS, HEAD_RECIPE.seed);
  const models = Array.from({ length: FOLDS }, (_, part) => fit(trained.filter((row) => fold[row] !== part)));
  return judged.rows.map((row) => models[fold[row] as number]?.(data.texts[row] as string) === data.truth[row]);
}
