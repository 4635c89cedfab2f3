import { type ProcessName, processNames } from '../../bench/load/stack.ts';
import { allPoints, type Point } from './points.ts';

/** One thing that goes wrong, `pauseMs` after the one before. */
export type Fault = { pauseMs: number } & (
  | { kind: 'point'; point: Point /** Which of the writes from then on. */; nth: number }
  | { kind: 'random'; victim: ProcessName }
  | { kind: 'receiver'; downMs: number }
);

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 6000;
const FARTHEST = 6;
const LONGEST_DOWN_MS = 4000;
/** Random kills and restarts of the receiver among the chosen points. */
const POINTS_A_RANDOM_KILL = 3;
const POINTS_A_RECEIVER = 12;

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, place: random() }));
  return order.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}

/**
 * Faults without end that a seed fixes: rounds of all chosen points in a drawn order, between them kills of processes
 * drawn at random and restarts of the webhook receiver. What a fault meets hangs on the run, not on the seed.
 */
export function* faultPlan(random: () => number, points: readonly Point[] = allPoints): Generator<Fault> {
  const pauseMs = () => Math.round(SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
  for (;;) {
    for (const [index, point] of shuffled(points, random).entries()) {
      yield { kind: 'point', pauseMs: pauseMs(), point, nth: 1 + Math.floor(random() * FARTHEST) };
      if (index % POINTS_A_RANDOM_KILL === 0) {
        const victim = processNames[Math.floor(random() * processNames.length)] ?? 'api';
        yield { kind: 'random', pauseMs: pauseMs(), victim };
      }
      if (index % POINTS_A_RECEIVER === 0) {
        yield { kind: 'receiver', pauseMs: pauseMs(), downMs: Math.round(random() * LONGEST_DOWN_MS) };
      }
    }
  }
}
