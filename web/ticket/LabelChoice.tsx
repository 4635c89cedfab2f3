import { useId } from 'react';
import { formatShare } from '../parts/format.ts';
import { labelWords } from './label-words.ts';

/** The likely labels first, then any label of the desk. */
export function LabelChoice(properties: {
  suggested: readonly { label: string; confidence: number }[];
  labels: readonly string[];
  value: string;
  onChange: (label: string) => void;
}) {
  const { suggested, labels, value, onChange } = properties;
  const name = useId();
  const others = labels.filter((label) => !suggested.some((score) => score.label === label));
  const other = others.includes(value) ? value : '';
  return (
    <fieldset className="label-choice">
      <legend>Intent</legend>
      {suggested.map(({ label, confidence }) => (
        <label key={label} className="option">
          <input type="radio" name={name} checked={value === label} onChange={() => onChange(label)} />
          <span>{labelWords(label)}</span>
          <span className="number quiet">{formatShare(confidence)}</span>
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
