import { useId } from 'react';
import { labelWords } from './label-words.ts';
import { ScoreBar } from './ScoreBar.tsx';

/** The likely labels first, each with its probability, then any label of the desk. */
export function LabelChoice(properties: {
  suggested: readonly { label: string; confidence: number }[];
  labels: readonly string[];
  threshold: number | null;
  value: string;
  onChange: (label: string) => void;
}) {
  const { suggested, labels, threshold, value, onChange } = properties;
  const name = useId();
  const others = labels.filter((label) => !suggested.some((score) => score.label === label));
  const other = others.includes(value) ? value : '';
  return (
    <fieldset className="label-choice">
      <legend>Intent</legend>
      {suggested.map((score, index) => (
        <label key={score.label} className="option">
          <input type="radio" name={name} checked={value === score.label} onChange={() => onChange(score.label)} />
          <ScoreBar score={score} threshold={index === 0 ? threshold : null} strong={value === score.label} />
        </label>
      ))}
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
