import { formatShare } from '../parts/format.ts';
import { labelWords } from './label-words.ts';

/** A label with its probability as a bar; the mark is the threshold from which it is accepted. */
export function ScoreBar(properties: {
  score: { label: string; confidence: number };
  threshold: number | null;
  strong?: boolean;
}) {
  const { score, threshold, strong = false } = properties;
  return (
    <div className="score" data-strong={strong}>
      <span className="clip">{labelWords(score.label)}</span>
      <span className="score-bar" aria-hidden="true">
        <span className="score-fill" style={{ width: `${score.confidence * 100}%` }} />
        {threshold !== null && <span className="score-mark" style={{ left: `${threshold * 100}%` }} />}
      </span>
      <span className="number">{formatShare(score.confidence)}</span>
    </div>
  );
}
