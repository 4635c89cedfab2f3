import { useId } from 'react';

/** One of a few, as radio buttons in a row. */
export function Choice<T extends string>(properties: {
  legend: string;
  words: Record<T, string>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { legend, words, value, onChange } = properties;
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div className="segments">
        {(Object.entries(words) as [T, string][]).map(([option, text]) => (
          <label key={option} className="segment">
            <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
