import { type GramVocabulary, gramFeatures } from '../gram-features.ts';
import { type HeadInput, headLogits, type LinearHead } from '../linear-head.ts';
import { logSumExp } from '../softmax.ts';
import { fitTemperature, upperQuantile } from './calibrate.ts';
import { fitGrams } from './fit-grams.ts';
import { fitHead, HEAD_RECIPE } from './fit-head.ts';
import { type ReportProgress, stepProgress } from './progress.ts';
import { FOLDS, HOLD_OUT_FROM, heldOutRows, stratifiedParts } from './split-rows.ts';

/** Length of the embedding beside the words and the parts of words, which have length one each. */
export const DENSE_LENGTH = 2;
/** One part of these fits the temperature of a desk whose judged rows must not. */
const TUNING_PARTS = 8;
/** Share of in-scope texts that may be flagged as out of scope. */
const FLAGGED_IN_SCOPE = 0.01;

/** What the labels of `rows` are by a model that did not see these rows. */
export type Judged = { how: 'held-out' | 'cross-fitted'; rows: number[]; logits: Float32Array[] };
export type Fitted = {
  head: LinearHead;
  vocabulary: GramVocabulary;
  temperature: number;
  /** A text whose energy is above this is out of scope. */
  strangeAbove: number;
  trained: number[];
  judged: Judged;
};
export type FitData = {
  texts: readonly string[];
  embeddings: readonly Float32Array[];
  truth: Int32Array;
  labels: number;
};

/**
 * A linear head over embeddings and grams, its temperature, and its answers to rows that it did not learn from: some are held
 * out of many rows; of few rows all are learned, and each is judged by the model of the other folds.
 */
export function fitQuick(data: FitData, report: ReportProgress): Fitted {
  const all = [...data.truth.keys()];
  return data.truth.length < HOLD_OUT_FROM ? crossFitted(data, all, report) : heldOut(data, all, report);
}

function crossFitted(data: FitData, all: number[], report: ReportProgress): Fitted {
  const fold = stratifiedParts(data.truth, FOLDS, HEAD_RECIPE.seed);
  const fit = fitsOf(data, report, FOLDS + 1);
  const logits: Float32Array[] = new Array(all.length);
  for (let part = 0; part < FOLDS; part++) {
    const judge = fit(all.filter((row) => fold[row] !== part));
    for (const row of all) if (fold[row] === part) logits[row] = judge.logits(row);
  }
  const { head, vocabulary } = fit(all);
  return {
    head,
    vocabulary,
    ...scalesOf(logits, data.truth),
    trained: all,
    judged: { how: 'cross-fitted', rows: all, logits },
  };
}

function heldOut(data: FitData, all: number[], report: ReportProgress): Fitted {
  const held = heldOutRows(data.truth, data.texts);
  const trained = all.filter((row) => !held.has(row));
  const fit = fitsOf(data, report, 2);
  const part = stratifiedParts(
    Int32Array.from(trained, (row) => data.truth[row] as number),
    TUNING_PARTS,
    HEAD_RECIPE.seed,
  );
  const tuning = trained.filter((_, index) => part[index] === 0);
  const tuner = fit(trained.filter((_, index) => part[index] !== 0));
  const tuningTruth = Int32Array.from(tuning, (row) => data.truth[row] as number);
  const scales = scalesOf(tuning.map(tuner.logits), tuningTruth);
  const { head, vocabulary, logits } = fit(trained);
  const rows = all.filter((row) => held.has(row));
  return { head, vocabulary, ...scales, trained, judged: { how: 'held-out', rows, logits: rows.map(logits) } };
}

function scalesOf(logits: Float32Array[], truth: Int32Array): Pick<Fitted, 'temperature' | 'strangeAbove'> {
  const energies = logits.map((row) => -logSumExp(row));
  return { temperature: fitTemperature(logits, truth), strangeAbove: upperQuantile(energies, FLAGGED_IN_SCOPE) };
}

type Fit = { head: LinearHead; vocabulary: GramVocabulary; logits: (row: number) => Float32Array };

/** Fits on some of the rows; `fits` of them are to come. */
function fitsOf(data: FitData, report: ReportProgress, fits: number): (rows: number[]) => Fit {
  const progress = stepProgress(report, 'training', fits);
  let done = 0;
  return (rows) => {
    const vocabulary = fitGrams(rows.map((row) => data.texts[row] as string));
    const sparseOf = gramFeatures(vocabulary);
    const inputOf = (row: number): HeadInput => ({
      dense: (data.embeddings[row] as Float32Array).map((value) => value * DENSE_LENGTH),
      sparse: sparseOf(data.texts[row] as string),
    });
    const truth = Int32Array.from(rows, (row) => data.truth[row] as number);
    const fitting = fitHead(rows.map(inputOf), truth, data.labels, vocabulary.grams.length);
    let step = fitting.next();
    for (; !step.done; step = fitting.next()) progress(done + step.value);
    done += 1;
    const head = step.value;
    const logits = (row: number) => Float32Array.from(headLogits(head, inputOf(row), new Float64Array(data.labels)));
    return { head, vocabulary, logits };
  };
}
