import { DOCUMENTS } from '../../schemas/policy.ts';
import type { DeskStatistics, SavingsAssumptions, Statistics, StatisticsPoint } from '../../schemas/statistics.ts';
import type { Connection } from '../connection.ts';
import { getAssumptions } from './assumptions.ts';
import { countDecisions, sumModelCosts } from './count-decisions.ts';
import { judgeFields } from './judge-fields.ts';
import type { Period } from './period.ts';
import { timeReviews } from './time-reviews.ts';

/** What became of the cases of a period, counted in the database: no case is loaded. */
export async function statisticsOf(db: Connection, period: Period): Promise<Statistics> {
  const assumptions = await getAssumptions(db);
  const decisions = await countDecisions(db, period);
  const costs = await sumModelCosts(db, period);
  const reviews = await timeReviews(db, period);
  const points = new Map<string, StatisticsPoint>();
  const pointAt = (desk: string, at: string): StatisticsPoint => {
    const known = points.get(`${at} ${desk}`) ?? { at, ...emptyCounts(desk) };
    points.set(`${at} ${desk}`, known);
    return known;
  };
  for (const row of decisions) Object.assign(pointAt(row.desk, row.at), row);
  for (const { desk, at, modelCost } of costs) pointAt(desk, at).modelCost = modelCost;
  const over = [...points.values()]
    .map((point) => ({ ...point, saved: savedBy(point, assumptions) }))
    .sort((a, b) => a.at.localeCompare(b.at) || a.desk.localeCompare(b.desk));

  const names = [...new Set([...over, ...reviews].map(({ desk }) => desk))].sort();
  const desks = names.map((desk): DeskStatistics => {
    const { reviewed = 0, timed = 0, reviewMs = null, waitMs = null } = reviews.find((row) => row.desk === desk) ?? {};
    const sum = over.filter((point) => point.desk === desk).reduce(addUp, emptyCounts(desk));
    return { ...sum, reviewed, timed, reviewMs, waitMs };
  });
  const { from, to, every } = period;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...{ every, assumptions, desks, over },
    accuracy: await judgeFields(db, period),
  };
}

type Counts = Omit<StatisticsPoint, 'at'>;

const emptyCounts = (desk: string): Counts => ({
  desk,
  decided: 0,
  automated: 0,
  escalated: 0,
  refused: 0,
  largerModel: 0,
  modelCost: 0,
  saved: 0,
});

const addUp = (a: Counts, b: Counts): Counts => ({
  desk: a.desk,
  decided: a.decided + b.decided,
  automated: a.automated + b.automated,
  escalated: a.escalated + b.escalated,
  refused: a.refused + b.refused,
  largerModel: a.largerModel + b.largerModel,
  modelCost: a.modelCost + b.modelCost,
  saved: a.saved + b.saved,
});

function savedBy({ desk, automated, modelCost }: Counts, assumptions: SavingsAssumptions): number {
  const { minutesPerDocument, minutesPerTicket, costPerHour } = assumptions;
  const minutes = desk === DOCUMENTS ? minutesPerDocument : minutesPerTicket;
  return (automated * minutes * costPerHour) / 60 - modelCost;
}
