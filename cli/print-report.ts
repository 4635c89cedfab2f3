import type { DeskTrained } from '../models/desk-training/train-desk.ts';
import type { MeasuredShare } from '../schemas/desk-report.ts';
import type { AcceptanceThreshold } from '../schemas/model-card.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const measured = ({ value, low, high, n }: MeasuredShare) =>
  `${percent(value)} (${percent(low)} to ${percent(high)}, n ${n})`;

/** What was trained and what it is worth, for a terminal. */
export function reportText({ card, report, comparison }: DeskTrained): string {
  const { rows, baseline, worstLabels, acceptance, looser } = report;
  const how = report.judgedBy === 'held-out' ? `${rows.judged} held out` : 'each judged by a model that did not see it';
  const difference = report.accuracy.value - baseline.accuracy.value;
  const points = `${difference >= 0 ? '+' : ''}${(difference * 100).toFixed(1)} points, p ${baseline.p < 0.001 ? 'below 0.001' : baseline.p.toFixed(3)}`;
  const lines = [
    `${card.name} ${card.version} (${report.kind}): ${report.labels} labels, ${rows.learned} rows learned, ${how}`,
    `accuracy            ${measured(report.accuracy)}`,
    `${baseline.name} ${measured(baseline.accuracy)}: ${points}`,
    `calibration error   ${report.calibrationError.toFixed(3)}`,
    ...[acceptance, ...looser].map(acceptanceLine),
    ...(worstLabels.length > 0 ? ['hardest labels'] : []),
    ...worstLabels.map(
      ({ label, right, n, takenFor }) => `  ${label}: ${right} of ${n} right, mostly taken for ${takenFor}`,
    ),
    ...report.advice.map((sentence) => `- ${sentence}`),
    comparison?.sentence ?? `${card.version} is the first version and serves.`,
  ];
  return `${lines.join('\n')}\n`;
}

function acceptanceLine({ threshold, alpha, delta, coverage }: AcceptanceThreshold): string {
  const what = `error at most ${alpha * 100} %`.padEnd(20);
  return threshold === null
    ? `${what}nothing can be vouched for`
    : `${what}${percent(coverage)} accepted without a person (with probability ${1 - delta})`;
}
