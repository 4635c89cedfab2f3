import type { Word } from '../../schemas/words.ts';

/** Line segments take these colours in turn, so that where one ends is seen; `viewer.css` knows as many. */
const TINTS = 4;

const centre = ({ box: [x0, y0, x1, y1] }: Word) => `${(x0 + x1) / 2} ${(y0 + y1) / 2}`;

/** What reading delivered of one page: every word with its box, and the order in which they are read. */
export function PageReading({ words }: { words: readonly Word[] }) {
  if (words.length === 0) return null;
  return (
    <g className="page-reading">
      {words.map(({ text, box: [x0, y0, x1, y1], line = 0 }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the reading order
        <g key={index} data-tint={line % TINTS}>
          <rect x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
          <text
            x={x0}
            y={y0}
            fontSize={(y1 - y0) * 0.35}
            textLength={Math.max(1, x1 - x0)}
            lengthAdjust="spacingAndGlyphs"
          >
            {text}
          </text>
          {words[index - 1]?.line !== line && (
            <text className="order" x={x0 - 1} y={y1} fontSize={(y1 - y0) * 0.55} textAnchor="end">
              {index + 1}
            </text>
          )}
        </g>
      ))}
      <path d={`M ${words.map(centre).join(' L ')}`} />
    </g>
  );
}
