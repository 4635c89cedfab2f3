import { dot, line } from '@observablehq/plot';
import { useMemo } from 'react';
import type { Statistics } from '../../schemas/statistics.ts';
import { deskColours } from './colours.ts';
import { FigureTable } from './FigureTable.tsx';
import { dayWords, percentWords } from './figures-words.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { timeAxis } from './time-axis.ts';

/** Which share of the decided cases passed without a person, desk by desk. */
export function AutomationPlot({ statistics }: { statistics: Statistics }) {
  const { over, desks } = statistics;
  const legend = useMemo(() => deskColours(desks.map(({ desk }) => desk)), [desks]);
  const options = useMemo(() => {
    const points = over
      .filter(({ decided }) => decided > 0)
      .map(({ at, desk, automated, decided }) => ({ at: new Date(at), desk, share: (automated / decided) * 100 }));
    return {
      x: timeAxis(statistics),
      y: { label: '% without a person', grid: true, domain: [0, 100] },
      color: { domain: legend.map(({ name }) => name), range: legend.map(({ colour }) => colour) },
      marks: [
        line(points, { x: 'at', y: 'share', z: 'desk', stroke: 'desk', strokeWidth: 2 }),
        dot(points, { x: 'at', y: 'share', fill: 'desk', r: 3 }),
      ],
    };
  }, [statistics, over, legend]);
  return (
    <PlotFigure
      title="Automation rate"
      legend={legend}
      options={options}
      table={
        <FigureTable
          columns={['From', 'Desk', 'Decided', 'Without a person', 'Rate']}
          rows={over.map(({ at, desk, decided, automated }) => [
            ...[dayWords(at), desk, String(decided), String(automated), percentWords(automated, decided)],
          ])}
        />
      }
    />
  );
}
