import type { LabelReason } from '../../schemas/desk-trial.ts';

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** The words that a label leans on: without one, its odds are so many times smaller. */
export function WordReasons({ words }: { words: LabelReason['words'] }) {
  if (words.length === 0) return <span className="word-reasons quiet">no single word decides</span>;
  return (
    <span className="word-reasons">
      <span className="quiet">because of</span>
      {words.map(({ text, start, factor }) => (
        <span
          key={start}
          className="word-reason"
          title={`Without “${text}” the odds of this label are ${oneDecimal(factor)} times smaller`}
        >
          {text} <span className="number quiet">÷ {oneDecimal(factor)}</span>
        </span>
      ))}
    </span>
  );
}
