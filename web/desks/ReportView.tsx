import type { DeskReport, MeasuredShare } from '../../schemas/desk-report.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import { RowNotes } from './RowNotes.tsx';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const measured = ({ value, low, high, n }: MeasuredShare) =>
  `${percent(value)} (${percent(low)} to ${percent(high)}, n ${n})`;
const accepted = ({ threshold, coverage }: AcceptanceThreshold) =>
  threshold === null ? 'nothing can be vouched for' : `${percent(coverage)} of the texts`;

/** What a desk is worth, each share with its interval of 95 %. */
export function ReportView({ report }: { report: DeskReport }) {
  const { rows, baseline, acceptance, looser, worstLabels } = report;
  const judged =
    report.judgedBy === 'held-out' ? `${rows.judged} held out` : 'each judged by a model that did not see it';
  const facts: [string, string][] = [
    ['Rows', `${rows.learned} learned, ${judged}, ${report.labels} labels`],
    ['Right', measured(report.accuracy)],
    [baseline.name, measured(baseline.accuracy)],
    ['Calibration error', report.calibrationError.toFixed(3)],
    ...[acceptance, ...looser].map((bound): [string, string] => [
      `Accepted at an error of at most ${bound.alpha * 100} %`,
      accepted(bound),
    ]),
  ];
  return (
    <div className="desk-words stack-tight">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {worstLabels.length > 0 && (
        <details>
          <summary>Hardest labels</summary>
          <ul className="desk-notes">
            {worstLabels.map(({ label, right, n, takenFor }) => (
              <li key={label}>
                {label}: {right} of {n} right, mostly taken for {takenFor}
              </li>
            ))}
          </ul>
        </details>
      )}
      {report.warnings.length > 0 && <RowNotes notes={report.warnings} what="About the rows" />}
      {report.advice.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
    </div>
  );
}
