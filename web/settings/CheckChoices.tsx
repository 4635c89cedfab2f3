/** Any of a few, as checkboxes. */
export function CheckChoices<T extends string>(properties: {
  legend: string;
  options: readonly T[];
  words: Record<T, string>;
  chosen: readonly T[];
  onChange: (chosen: readonly T[]) => void;
}) {
  const { legend, options, words, chosen, onChange } = properties;
  return (
    <fieldset className="checks">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? [...chosen, option] : chosen.filter((other) => other !== option))
            }
          />
          {words[option]}
        </label>
      ))}
    </fieldset>
  );
}
