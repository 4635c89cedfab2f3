import type { Statistics } from '../../schemas/statistics.ts';
import { FigureTable } from './FigureTable.tsx';
import { moneyWords, percentWords, timeWords } from './figures-words.ts';

const columns = [
  'Desk',
  'Decided',
  'Without a person',
  'To a person',
  'Larger model',
  'Time per review',
  'Waited for it',
  'Models cost',
  'Saved',
];

/** All figures of the period, desk by desk. */
export function DeskTable({ desks, assumptions: { currency } }: Pick<Statistics, 'desks' | 'assumptions'>) {
  return (
    <section className="card" aria-label="By desk">
      <header className="card-head">
        <h2>By desk</h2>
        <span className="quiet">Times are medians; the time per review is measured while the case is open</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Figures by desk">
        <FigureTable
          columns={columns}
          rows={desks.map((desk) => [
            desk.desk,
            String(desk.decided),
            percentWords(desk.automated, desk.decided),
            percentWords(desk.escalated, desk.decided),
            percentWords(desk.largerModel, desk.decided),
            desk.timed === 0 ? '–' : `${timeWords(desk.reviewMs)} (n ${desk.timed})`,
            timeWords(desk.waitMs),
            moneyWords(desk.modelCost, currency),
            moneyWords(desk.saved, currency),
          ])}
        />
      </section>
    </section>
  );
}
