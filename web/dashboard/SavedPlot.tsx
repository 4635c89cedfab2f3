import { areaY, lineY, ruleY } from '@observablehq/plot';
import { useMemo } from 'react';
import type { Statistics } from '../../schemas/statistics.ts';
import { FigureTable } from './FigureTable.tsx';
import { dayWords, moneyWords } from './figures-words.ts';
import { PlotFigure } from './PlotFigure.tsx';
import { timeAxis } from './time-axis.ts';

/** What was saved since the beginning of the period, all desks together. */
export function SavedPlot({ statistics }: { statistics: Statistics }) {
  const { over, assumptions } = statistics;
  const { currency } = assumptions;
  const points = useMemo(() => {
    const steps = [...Map.groupBy(over, ({ at }) => at)];
    return steps.map(([at], index) => {
      const until = steps.slice(0, index + 1).flatMap(([, rows]) => rows);
      return { at: new Date(at), saved: until.reduce((sum, row) => sum + row.saved, 0) };
    });
  }, [over]);
  const options = useMemo(
    () => ({
      x: timeAxis(statistics),
      y: { label: currency, grid: true, nice: true },
      marks: [
        areaY(points, { x: 'at', y: 'saved', fill: 'var(--accent)', fillOpacity: 0.15 }),
        lineY(points, { x: 'at', y: 'saved', stroke: 'var(--accent)', strokeWidth: 2, marker: 'dot' }),
        ruleY([0]),
      ],
    }),
    [statistics, points, currency],
  );
  return (
    <PlotFigure
      title="Money saved"
      note="added up over the period"
      legend={[]}
      options={options}
      table={
        <FigureTable
          columns={['From', 'Desk', 'Without a person', 'Larger models cost', 'Saved']}
          rows={over.map(({ at, desk, automated, modelCost, saved }) => [
            ...[dayWords(at), desk, String(automated), moneyWords(modelCost, currency), moneyWords(saved, currency)],
          ])}
        />
      }
    />
  );
}
