import { barY, ruleY, stackY } from '@observablehq/plot';
import { useMemo } from 'react';
import type { Statistics } from '../../schemas/statistics.ts';
import { stateColours } from './colours.ts';
import { FigureTable } from './FigureTable.tsx';
import { dayWords } from './figures-words.ts';
import { PlotFigure } from './PlotFigure.tsx';

const states = Object.keys(stateColours);

/** How many cases passed, went to a person or were refused, step by step. */
export function CasesPlot({ over, every }: Pick<Statistics, 'over' | 'every'>) {
  const options = useMemo(() => {
    const bars = over.flatMap(({ at, desk, automated, escalated, refused }) =>
      [automated, escalated, refused].map((cases, index) => ({ at: new Date(at), desk, cases, state: states[index] })),
    );
    const colour = (bar: { state: string | undefined }) => bar.state;
    return {
      x: { label: null, type: 'band' as const, tickFormat: (at: Date) => shortDay.format(at), interval: every },
      y: { label: 'cases', grid: true, nice: true },
      color: { domain: states, range: Object.values(stateColours) },
      marks: [
        barY(bars, stackY({ x: 'at', y: 'cases', fill: colour, order: states, insetLeft: 1, insetRight: 1 })),
        ruleY([0]),
      ],
    };
  }, [over, every]);
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

const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
