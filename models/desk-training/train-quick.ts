import type { DeskReport } from '../../schemas/desk-report.ts';
import type { ModelCard } from '../../schemas/model-card.ts';
import { producerOf, type Registry } from '../registry.ts';
import { openSentenceEncoder } from '../sentence-encoder.ts';
import type { SessionPool } from '../session-pool.ts';
import { adviceFor } from './advice.ts';
import { type Answers, answersOf, assess } from './assess.ts';
import { type Fitted, fitQuick } from './fit-quick.ts';
import { judgeBaseline } from './judge-baseline.ts';
import type { PreparedRows } from './prepare-rows.ts';
import { type ReportProgress, stepProgress } from './progress.ts';

export type TrainingParts = { registry: Registry; sessions: SessionPool };

/** A trained desk before it is written: all that its package and its report say. */
export type TrainedDesk = {
  fitted: Fitted;
  encoder: ModelCard;
  labels: string[];
  report: DeskReport;
  /** Answers to the judged rows, in the order of `fitted.judged.rows`. */
  answers: Answers;
};

/** A desk in seconds, without Python: a linear head over the frozen encoder's embedding and the words of a text. */
export async function trainQuick(
  { registry, sessions }: TrainingParts,
  data: PreparedRows,
  report: ReportProgress,
  alpha?: number,
): Promise<TrainedDesk> {
  const encoder = await openSentenceEncoder(registry, sessions);
  const texts = data.rows.map(({ text }) => text);
  const labelOf = new Map(data.labels.map((label, index) => [label, index]));
  const truth = Int32Array.from(data.rows, ({ label }) => labelOf.get(label) ?? 0);
  const afterBatch = stepProgress(report, 'reading the texts', texts.length);
  const embeddings = await encoder.embed(texts, { afterBatch });
  const fitData = { texts, embeddings, truth, labels: data.labels.length };
  const fitted = fitQuick(fitData, report);
  const baseline = judgeBaseline(fitData, fitted.trained, fitted.judged);

  const { how, rows, logits } = fitted.judged;
  const judgedTruth = Int32Array.from(rows, (row) => truth[row] as number);
  const answers = answersOf(logits, judgedTruth, fitted);
  const figures = {
    kind: 'quick' as const,
    rows: { given: data.given, ...data.dropped, learned: fitted.trained.length, judged: rows.length },
    judgedBy: how,
    labels: data.labels.length,
    ...assess(answers, judgedTruth, data.labels, baseline, populationOf(how), alpha),
    warnings: data.warnings,
  };
  const { card } = encoder;
  return { fitted, encoder: card, labels: data.labels, report: { ...figures, advice: adviceFor(figures) }, answers };
}

function populationOf(how: 'held-out' | 'cross-fitted'): string {
  return how === 'held-out'
    ? 'texts like the labelled rows, all in scope; rows held out of training'
    : 'texts like the labelled rows, all in scope; each row judged by a model of the other folds';
}

/** Who encodes for the desk, as its card names it. */
export const encoderOf = (card: ModelCard) => {
  const { name, version, sha256 } = producerOf(card);
  return { name, version, sha256: sha256 ?? '' };
};
