import type { DeskReport, MeasuredShare } from '../../schemas/desk-report.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import { logSumExp, softmax } from '../softmax.ts';
import { exactInterval, mcnemar } from './binomial.ts';
import { acceptanceBound, calibrationError } from './calibrate.ts';

/** Bounds shown beside the one that the desk is held to. */
const LOOSER = [0.05, 0.1];
const WORST_SHOWN = 5;

/** Answers to judged rows: label indices, their calibrated confidence, and whether they are right and in scope. */
export type Answers = { label: Int32Array; confidence: Float64Array; right: boolean[]; inScope: boolean[] };

export function answersOf(
  logits: readonly Float32Array[],
  truth: Int32Array,
  { temperature, strangeAbove }: { temperature: number; strangeAbove: number },
): Answers {
  const label = new Int32Array(logits.length);
  const confidence = new Float64Array(logits.length);
  logits.forEach((row, index) => {
    const chances = softmax(row, temperature);
    const best = chances.indexOf(Math.max(...chances));
    label[index] = best;
    confidence[index] = chances[best] as number;
  });
  return {
    label,
    confidence,
    right: [...label].map((value, index) => value === truth[index]),
    inScope: logits.map((row) => -logSumExp(row) < strangeAbove),
  };
}

export type Assessment = Pick<
  DeskReport,
  'accuracy' | 'baseline' | 'calibrationError' | 'acceptance' | 'looser' | 'worstLabels'
>;

/** The figures of a desk from its answers to judged rows and the baseline's. */
export function assess(
  answers: Answers,
  truth: Int32Array,
  labels: readonly string[],
  baseline: readonly boolean[],
  population: string,
  alpha?: number,
): Assessment {
  const { confidence, right, inScope } = answers;
  const bound = (value: number | undefined): AcceptanceThreshold =>
    acceptanceBound(confidence, right, population, {
      candidates: inScope,
      ...(value === undefined ? {} : { alpha: value }),
    });
  const acceptance = bound(alpha);
  const only = (a: readonly boolean[], b: readonly boolean[]) => a.filter((one, row) => one && !b[row]).length;
  return {
    accuracy: shareOf(right),
    baseline: {
      name: 'TF-IDF + linear SVM',
      accuracy: shareOf(baseline),
      p: mcnemar(only(right, baseline), only(baseline, right)),
    },
    calibrationError: calibrationError(confidence, right),
    acceptance,
    looser: LOOSER.filter((value) => value > acceptance.alpha).map(bound),
    worstLabels: worstOf(answers, truth, labels),
  };
}

export function shareOf(right: readonly boolean[]): MeasuredShare {
  const count = right.filter(Boolean).length;
  return { value: right.length > 0 ? count / right.length : 0, ...exactInterval(count, right.length), n: right.length };
}

/** The labels with the lowest share of rows that are right, and what they are most often taken for. */
function worstOf({ label, right }: Answers, truth: Int32Array, labels: readonly string[]): DeskReport['worstLabels'] {
  const rows = Map.groupBy(truth.keys(), (row) => truth[row] as number);
  return [...rows]
    .map(([index, group]) => {
      const wrong = group.filter((row) => !right[row]);
      const takenFor = [...Map.groupBy(wrong, (row) => label[row] as number)].sort(
        ([, a], [, b]) => b.length - a.length,
      )[0];
      return {
        label: labels[index] ?? '',
        right: group.length - wrong.length,
        n: group.length,
        takenFor: takenFor === undefined ? '' : (labels[takenFor[0]] ?? ''),
      };
    })
    .filter(({ right: count, n }) => count < n)
    .sort((a, b) => a.right / a.n - b.right / b.n || b.n - a.n)
    .slice(0, WORST_SHOWN);
}
