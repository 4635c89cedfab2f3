import { dot, ruleY } from '@observablehq/plot';
import { useMemo } from 'react';
import type { FieldAccuracy } from '../../schemas/statistics.ts';
import { fullFieldWords } from '../document/field-words.ts';
import { FigureTable } from './FigureTable.tsx';
import { shareWords } from './figures-words.ts';
import { PlotFigure } from './PlotFigure.tsx';

const ROW_HEIGHT = 24;
/** Pixels from the middle of a row. */
const APART = 4;
/** Rows drawn; the table has them all. */
const MOST_ROWS = 40;
const legend = [
  { name: 'passed without a person, by second looks', colour: 'var(--accent)' },
  { name: 'suggested in review, by what people changed', colour: 'var(--warn-line)' },
];

/** `lines.lineTotal` as the page names it, of whatever row. */
function nameOf({ desk, field }: FieldAccuracy): string {
  const [head, column] = field.split('.');
  const words =
    column === undefined ? fullFieldWords(field) : fullFieldWords(`${head}.0.${column}`).replace(/ \d+,/, ',');
  return `${desk}: ${field === 'intent' ? 'Intent' : words}`;
}

/** How often each field was right, with intervals of 95 %. */
export function AccuracyPlot({ accuracy }: { accuracy: readonly FieldAccuracy[] }) {
  const options = useMemo(() => {
    const rows = accuracy.slice(0, MOST_ROWS);
    const shares = rows.flatMap((row) =>
      [row.passed, row.suggested].flatMap((share, index) =>
        share === null ? [] : [{ name: nameOf(row), ...percent(share), kind: legend[index]?.name }],
      ),
    );
    return {
      height: 60 + rows.length * ROW_HEIGHT,
      marginLeft: 190,
      x: { label: '% right', domain: [0, 100], grid: true },
      y: { label: null, type: 'point' as const, domain: rows.map(nameOf) },
      marks: [
        ...legend.flatMap(({ name: kind, colour }, index) => {
          const ofKind = shares.filter((share) => share.kind === kind);
          const dy = index === 0 ? -APART : APART;
          return [
            ruleY(ofKind, { y: 'name', x1: 'low', x2: 'high', dy, stroke: colour, strokeWidth: 2, strokeOpacity: 0.5 }),
            dot(ofKind, { y: 'name', x: 'value', dy, fill: colour, r: 3.5 }),
          ];
        }),
      ],
    };
  }, [accuracy]);
  if (accuracy.length === 0)
    return (
      <section className="card pad" aria-label="Accuracy per field">
        <h2>Accuracy per field</h2>
        <p className="quiet">No second look and no review in this period yet.</p>
      </section>
    );
  return (
    <PlotFigure
      title="Accuracy per field"
      note="with intervals of 95 %; what waits in review is mostly what is hard"
      legend={legend}
      options={options}
      table={
        <FigureTable
          columns={['Field', 'Passed, right by second looks', 'Suggested, kept in review']}
          rows={accuracy.map((row) => [nameOf(row), shareWords(row.passed), shareWords(row.suggested)])}
        />
      }
    />
  );
}

const percent = ({ value, low, high }: { value: number; low: number; high: number }) => ({
  value: value * 100,
  low: low * 100,
  high: high * 100,
});
