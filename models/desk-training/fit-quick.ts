import { type GramVocabulary, gramFeatures } from '../gram-features.ts';
import { type HeadInput, headLogits, type LinearHead } from '../linear-head.ts';
import { logSumExp } from '../softmax.ts';
import { type BothLogits, blendHeads, blendLogits, chooseShare } from './blend-heads.ts';
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
 * A linear head over embeddings and grams, with a share of one over the grams alone, its temperature, and its answers to rows that it did not learn from: some are held
 * out of many rows; of few rows all are learned, and each is judged by the model of the other folds.
 */
export function fitQuick(data: FitData, report: ReportProgress): Fitted {
  const all = [...data.truth.keys()];
  return data.truth.length < HOLD_OUT_FROM ? crossFitted(data, all, report) : heldOut(data, all, report);
}

function crossFitted(data: FitData, all: number[], report: ReportProgress): Fitted {
  const fold = stratifiedParts(data.truth, FOLDS, HEAD_RECIPE.seed);
  const fit = fitsOf(data, report, FOLDS + 1);
  const answers: BothLogits[] = new Array(all.length);
  for (let part = 0; part < FOLDS; part++) {
    const judge = fit(all.filter((row) => fold[row] !== part));
    for (const row of all) if (fold[row] === part) answers[row] = judge.both(row);
  }
  const share = chooseShare(answers, data.truth);
  const { whole, grams, vocabulary } = fit(all);
  const logits = answers.map((both) => blendLogits(both, share));
  return {
    head: blendHeads(whole, grams, share),
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
  const truthOf = (rows: number[]) => Int32Array.from(rows, (row) => data.truth[row] as number);
  const part = stratifiedParts(truthOf(trained), TUNING_PARTS, HEAD_RECIPE.seed);
  const tuning = trained.filter((_, index) => part[index] === 0);
  const answers = tuning.map(fit(trained.filter((_, index) => part[index] !== 0)).both);
  const share = chooseShare(answers, truthOf(tuning));
  const scales = scalesOf(
    answers.map((both) => blendLogits(both, share)),
    truthOf(tuning),
  );
  const { whole, grams, vocabulary, both } = fit(trained);
  const rows = all.filter((row) => held.has(row));
  const logits = rows.map((row) => blendLogits(both(row), share));
  return {
    head: blendHeads(whole, grams, share),
    vocabulary,
    ...scales,
    trained,
    judged: { how: 'held-out', rows, logits },
  };
}

function scalesOf(logits: Float32Array[], truth: Int32Array): Pick<Fitted, 'temperature' | 'strangeAbove'> {
  const energies = logits.map((row) => -logSumExp(row));
  const { temperature } = fitTemperature(logits, truth);
  return { temperature, strangeAbove: upperQuantile(energies, FLAGGED_IN_SCOPE) };
}

type Fit = { whole: LinearHead; grams: LinearHead; vocabulary: GramVocabulary; both: (row: number) => BothLogits };

/** Fits both heads on some of the rows; `fits` times that is to come. */
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
    const run = (inputs: HeadInput[]): LinearHead => {
      const fitting = fitHead(inputs, truth, data.labels, vocabulary.grams.length);
      let step = fitting.next();
      for (; !step.done; step = fitting.next()) progress(done + step.value / 2);
      done += 0.5;
      return step.value;
    };
    const inputs = rows.map(inputOf);
    const grams = run(inputs.map(withoutEmbedding));
    const whole = run(inputs);
    const logitsOf = (head: LinearHead, input: HeadInput) =>
      Float32Array.from(headLogits(head, input, new Float64Array(data.labels)));
    const both = (row: number) => {
      const input = inputOf(row);
      return { whole: logitsOf(whole, input), grams: logitsOf(grams, withoutEmbedding(input)) };
    };
    return { whole, grams, vocabulary, both };
  };
}

const withoutEmbedding = ({ sparse }: HeadInput): HeadInput => ({ sparse, dense: new Float32Array(0) });
