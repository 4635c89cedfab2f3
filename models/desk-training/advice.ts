import type { DeskReport } from '../../schemas/desk-report.ts';

/**
 * Accuracy of both ways of training on the same validation rows of public sets, which neither learned from: what the full
 * one adds depends on the data. `docs/own-labels.md` says how they were measured.
 */
export const FULL_TRAINING_GAINS: readonly {
  set: string;
  labels: number;
  rows: number;
  quick: number;
  full: number;
  n: number;
}[] = [{ set: 'it-topic', labels: 8, rows: 2738, quick: 0.837, full: 0.791, n: 306 }];

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** What the user can do next, with the evidence for it. */
export function adviceFor(report: Omit<DeskReport, 'advice'>): string[] {
  const { accuracy, acceptance, looser, judgedBy, kind, rows } = report;
  const advice: string[] = [];
  if (kind === 'quick') advice.push(fullSentence());
  if (acceptance.threshold === null) {
    const possible = looser.find(({ threshold }) => threshold !== null);
    const other = possible
      ? ` At most ${possible.alpha * 100} % could be vouched for on ${percent(possible.coverage)} of the texts (--error ${possible.alpha}).`
      : '';
    advice.push(
      `Nothing is accepted without a person: ${rows.judged} judged rows cannot show an error of at most ${acceptance.alpha * 100} %.${other} More rows help.`,
    );
  }
  if (judgedBy === 'cross-fitted') {
    advice.push(
      `With ${rows.learned} rows all are learned, and each was judged by a model of the other four fifths: the figures are those of slightly smaller data.`,
    );
  }
  if (accuracy.high - accuracy.low > 0.08)
    advice.push('The interval is wide: more labelled rows would tell more surely.');
  return advice;
}

function fullSentence(): string {
  const what =
    'This desk is a linear head over a frozen encoder; `docket train tickets` without --quick fine-tunes the encoder too (minutes, Python); what that adds depends on the data.';
  if (FULL_TRAINING_GAINS.length === 0) return what;
  const shown = FULL_TRAINING_GAINS.map(
    ({ set, labels, quick, full, n }) =>
      `${set} (${labels} labels, n ${n}): ${percent(quick)} quick, ${percent(full)} full`,
  );
  return `${what} Measured on validation rows: ${shown.join('; ')}.`;
}
