import { useId } from 'react';
import type { ConfidenceBand } from '../../schemas/confidence-band.ts';
import type { LabelReason } from '../../schemas/desk-trial.ts';
import type { LabelScore } from '../../schemas/ticket.ts';
import { BandChip } from '../parts/BandChip.tsx';
import { labelWords } from './label-words.ts';
import { ScoreBar } from './ScoreBar.tsx';
import { WordReasons } from './WordReasons.tsx';

/** The likely labels first, each with its probability, its key and the words it leans on, then any label of the desk. */
export function LabelChoice(properties: {
  suggested: readonly (LabelScore & { band: ConfidenceBand })[];
  /** Empty until they are there, or where they cannot be told. */
  reasons: readonly LabelReason[];
  labels: readonly string[];
  threshold: number | null;
  value: string;
  onChange: (label: string) => void;
}) {
  const { suggested, reasons, labels, threshold, value, onChange } = properties;
  const name = useId();
  const others = labels.filter((label) => !suggested.some((score) => score.label === label));
  const other = others.includes(value) ? value : '';
  return (
    <fieldset className="label-choice">
      <legend>Intent</legend>
      {suggested.map((score, index) => {
        const reason = reasons.find(({ label }) => label === score.label);
        return (
          <label key={score.label} className="option">
            <input type="radio" name={name} checked={value === score.label} onChange={() => onChange(score.label)} />
            <kbd>{index + 1}</kbd>
            <span className="option-words">
              <ScoreBar score={score} threshold={index === 0 ? threshold : null} strong={value === score.label} />
              {reason !== undefined && <WordReasons words={reason.words} />}
            </span>
            <BandChip band={score.band} />
          </label>
        );
      })}
      <label className="option" data-chosen={other !== ''}>
        <span>Another label</span>
        <select value={other} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="" disabled>
            Choose…
          </option>
          {others.map((label) => (
            <option key={label} value={label}>
              {labelWords(label)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
