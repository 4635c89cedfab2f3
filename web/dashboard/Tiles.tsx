import type { Statistics } from '../../schemas/statistics.ts';
import { moneyWords, percentWords, timeWords } from './figures-words.ts';

/** The figures that are asked for first. */
export function Tiles({ desks, assumptions }: Pick<Statistics, 'desks' | 'assumptions'>) {
  const sum = (of: (desk: Statistics['desks'][number]) => number) => desks.reduce((total, desk) => total + of(desk), 0);
  const decided = sum((desk) => desk.decided);
  const timed = sum((desk) => desk.timed);
  const slowest = desks
    .filter((desk) => desk.reviewMs !== null)
    .sort((a, b) => (b.reviewMs ?? 0) - (a.reviewMs ?? 0))[0];
  const escalated = sum((desk) => desk.escalated);
  const automated = sum((desk) => desk.automated);
  const tiles = [
    {
      name: 'Automation rate',
      figure: percentWords(automated, decided),
      note: `${automated} of ${decided} cases passed without a person`,
    },
    { name: 'Escalation rate', figure: percentWords(escalated, decided), note: `${escalated} cases went to a person` },
    {
      name: 'Time per review',
      figure: timeWords(slowest?.reviewMs ?? null),
      note:
        slowest === undefined
          ? 'none was measured yet'
          : `median of the slowest desk, ${slowest.desk}; ${timed} measured`,
    },
    {
      name: 'Money saved',
      figure: moneyWords(
        sum((desk) => desk.saved),
        assumptions.currency,
      ),
      note: `larger models cost ${moneyWords(
        sum((desk) => desk.modelCost),
        assumptions.currency,
      )}`,
    },
  ];
  return (
    <dl className="tiles">
      {tiles.map(({ name, figure, note }) => (
        <div key={name} className="card tile">
          <dt>{name}</dt>
          <dd className="tile-figure number">{figure}</dd>
          <dd className="quiet">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
