import { type KeyboardEvent, useId } from 'react';
import { formatShare } from '../parts/format.ts';
import { labelWords } from '../ticket/label-words.ts';
import { valueProblem } from '../values/value-problem.ts';
import type { AcceptedValue } from './accepted-values.ts';

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent<HTMLInputElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const marks = [...(event.currentTarget.form?.querySelectorAll<HTMLInputElement>('[data-mark]') ?? [])];
  marks[marks.indexOf(event.currentTarget) + step]?.focus();
}

/** One accepted value; marked wrong, it asks for the right one. An empty answer says that there is none. */
export function LookValue(properties: {
  value: AcceptedValue;
  labels: readonly string[];
  /** What is right instead; null while the value counts as right. */
  wrong: string | null;
  onMark: (right: string | null) => void;
  onFocus: () => void;
}) {
  const { value, labels, wrong, onMark, onFocus } = properties;
  const id = useId();
  const text = value.type === null ? labelWords(value.value) : value.value;
  const problem = wrong && value.type !== null ? valueProblem(wrong.trim(), value.type) : null;
  return (
    <li className="look-value" data-wrong={wrong !== null} onFocus={onFocus}>
      <label className="look-mark">
        <input
          type="checkbox"
          data-mark
          checked={wrong !== null}
          onChange={({ currentTarget }) => onMark(currentTarget.checked ? '' : null)}
          onKeyDown={moveFocus}
        />
        <span className="look-name quiet">{value.name}</span>
        <span className="look-text">{text}</span>
        <span className="number quiet">{formatShare(value.confidence)}</span>
        <span className="visually-hidden">is wrong</span>
      </label>
      {wrong !== null && (
        <div className="block-label look-right">
          <label htmlFor={`${id}-right`}>What is right for {value.name}</label>
          {value.type === null ? (
            <select id={`${id}-right`} value={wrong} onChange={({ currentTarget }) => onMark(currentTarget.value)}>
              <option value="">None of the desk's labels</option>
              {labels
                .filter((label) => label !== value.value)
                .map((label) => (
                  <option key={label} value={label}>
                    {labelWords(label)}
                  </option>
                ))}
            </select>
          ) : (
            <input
              id={`${id}-right`}
              type="text"
              autoComplete="off"
              placeholder="Leave empty where the document has none"
              value={wrong}
              aria-invalid={problem !== null}
              aria-describedby={`${id}-problem`}
              onChange={({ currentTarget }) => onMark(currentTarget.value)}
            />
          )}
          <span id={`${id}-problem`} className="bad" role={problem === null ? undefined : 'status'}>
            {problem}
          </span>
        </div>
      )}
    </li>
  );
}
