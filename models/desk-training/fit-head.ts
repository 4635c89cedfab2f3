import { type HeadInput, headLogits, type LinearHead } from '../linear-head.ts';
import { seededRandom } from './seeded-random.ts';

export type HeadRecipe = { epochs: number; rate: number; penalty: number; seed: number };

export const HEAD_RECIPE: HeadRecipe = { epochs: 6, rate: 0.25, penalty: 1e-4, seed: 7 };

/** Below this share a label takes no step: its gradient is lost in the others'. */
const NEGLIGIBLE = 5e-4;

/**
 * Softmax regression by AdaGrad (Duchi et al. 2011) over shuffled rows with a rate that falls to zero, and an L2 penalty
 * that a rare gram takes as often as it occurs. Yields the share that is done after each epoch.
 */
export function* fitHead(
  inputs: readonly HeadInput[],
  truth: Int32Array,
  labels: number,
  grams: number,
  recipe: HeadRecipe = HEAD_RECIPE,
): Generator<number, LinearHead> {
  const dense = inputs[0]?.dense.length ?? 0;
  const features = dense + grams;
  const head: LinearHead = {
    dense,
    labels,
    weights: new Float32Array(features * labels),
    bias: new Float32Array(labels),
  };
  const energy = new Float32Array(features * labels).fill(1e-3);
  const biasEnergy = new Float32Array(labels).fill(1e-3);
  const often = occurrences(inputs, dense, grams);
  const decay = Float64Array.from(often, (count) => recipe.penalty * (inputs.length / Math.max(1, count)));
  const logits = new Float64Array(labels);
  const stepping = new Int32Array(labels);
  const order = Int32Array.from(inputs, (_, index) => index);
  const random = seededRandom(recipe.seed);

  let rate = recipe.rate;

  const step = (feature: number, value: number, count: number) => {
    const row = feature * labels;
    const shrink = decay[feature] as number;
    for (let index = 0; index < count; index++) {
      const label = stepping[index] as number;
      const place = row + label;
      const weight = head.weights[place] as number;
      const gradient = value * (logits[label] as number) + shrink * weight;
      const sum = (energy[place] as number) + gradient * gradient;
      energy[place] = sum;
      head.weights[place] = weight - (rate * gradient) / Math.sqrt(sum);
    }
  };

  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    shuffle(order, random);
    for (const [place, index] of order.entries()) {
      rate = recipe.rate * (1 - (epoch + place / order.length) / recipe.epochs);
      const input = inputs[index] as HeadInput;
      headLogits(head, input, logits);
      intoGradient(logits, truth[index] as number);
      let count = 0;
      for (let label = 0; label < labels; label++) {
        if (Math.abs(logits[label] as number) > NEGLIGIBLE) stepping[count++] = label;
      }
      for (let feature = 0; feature < dense; feature++) step(feature, input.dense[feature] as number, count);
      const { columns, values } = input.sparse;
      for (let place = 0; place < columns.length; place++) {
        step(dense + (columns[place] as number), values[place] as number, count);
      }
      for (let place = 0; place < count; place++) {
        const label = stepping[place] as number;
        const gradient = logits[label] as number;
        const sum = (biasEnergy[label] as number) + gradient * gradient;
        biasEnergy[label] = sum;
        head.bias[label] = (head.bias[label] as number) - (rate * gradient) / Math.sqrt(sum);
      }
    }
    yield (epoch + 1) / recipe.epochs;
  }
  return head;
}

function occurrences(inputs: readonly HeadInput[], dense: number, grams: number): Float64Array {
  const often = new Float64Array(dense + grams).fill(inputs.length, 0, dense);
  for (const { sparse } of inputs) {
    for (const column of sparse.columns) (often[dense + column] as number) += 1;
  }
  return often;
}

/** Softmax of the logits less the truth: the gradient of the log-likelihood, in place. */
function intoGradient(logits: Float64Array, truth: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of logits) if (value > highest) highest = value;
  let sum = 0;
  for (let label = 0; label < logits.length; label++) {
    const share = Math.exp((logits[label] as number) - highest);
    logits[label] = share;
    sum += share;
  }
  for (let label = 0; label < logits.length; label++) logits[label] = (logits[label] as number) / sum;
  logits[truth] = (logits[truth] as number) - 1;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] as number;
    order[index] = order[other] as number;
    order[other] = kept;
  }
}
