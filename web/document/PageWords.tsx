import type { Word } from '../../schemas/words.ts';

/** A page drawn from its words alone. */
export function PageWords({ words }: { words: readonly Word[] }) {
  return (
    <g className="page-words">
      {words.map(({ text, box: [x0, y0, x1, y1] }) => (
        <text
          key={`${x0} ${y0} ${text}`}
          x={x0}
          y={y1 - (y1 - y0) * 0.2}
          fontSize={(y1 - y0) * 0.85}
          textLength={x1 - x0}
          lengthAdjust="spacingAndGlyphs"
        >
          {text}
        </text>
      ))}
    </g>
  );
}
