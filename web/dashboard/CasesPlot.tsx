import { rectY, ruleY, stackY } from '@observablehq/plot';
import { useMemo } from 'react';
import type { Statistics } from '../../schemas/statistics.ts';
import { stateColours } from './colours.ts';
import { FigureTable } from './FigureTable.tsx';
import { dayWords } from './figures-words.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { intervals, timeAxis } from './time-axis.ts';

const states = Object.keys(stateColours);

/** How many cases passed, went to a person or were refused, step by step. */
export function CasesPlot({ statistics }: { statistics: Statistics }) {
  const { over, every } = statistics;
  const options = useMemo(() => {
    const bars = [...Map.groupBy(over, ({ at }) => at)].flatMap(([at, rows]) =>
      [
        rows.reduce((sum, row) => sum + row.automated, 0),
        rows.reduce((sum, row) => sum + row.escalated, 0),
        rows.reduce((sum, row) => sum + row.refused, 0),
      ].map((cases, index) => ({ at: new Date(at), cases, state: states[index] })),
    );
    const colour = (bar: { state: string | undefined }) => bar.state;
    return {
      x: timeAxis(statistics),
      y: { label: 'cases', grid: true, nice: true },
      color: { domain: states, range: Object.values(stateColours) },
      marks: [
        rectY(
          bars,
          stackY({ x: 'at', interval: intervals[every], y: 'cases', fill: colour, order: states, inset: 0.5 }),
        ),
        ruleY([0]),
      ],
    };
  }, [statistics, over, every]);
  return (
    <PlotFigure
      title="Cases"
      note={`by the ${every} they were decided`}
      legend={Object.entries(stateColours).map(([name, colour]) => ({ name, colour }))}
      options={options}
      table={
        <FigureTable
          columns={['From', 'Desk', 'Without a person', 'To a person', 'Refused']}
          rows={over.map(({ at, desk, ...counts }) => [
            dayWords(at),
            desk,
            ...[counts.automated, counts.escalated, counts.refused].map(String),
          ])}
        />
      }
    />
  );
}
