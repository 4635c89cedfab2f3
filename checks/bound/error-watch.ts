import type { ErrorWatch } from '../../schemas/error-watch.ts';

/**
 * Shares of the wealth that is at stake which one right value costs a bettor: small ones wait longer and notice errors
 * just above the bound, large ones notice many errors soon. Each gets the same part of the first wealth.
 */
const STAKES = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5];

/** The mean wealth of the bettors: an e-value against "the error is at most alpha". */
function evidence(wealth: readonly number[]): number {
  return wealth.reduce((sum, log) => sum + Math.exp(log), 0) / wealth.length;
}

/**
 * Goes on with one case, of whose accepted values the share `error` (0 to 1) is wrong: values of one case depend on each
 * other, so a case counts once, as in calibration. A bettor with stake s wins or loses s/alpha · (error − alpha) of its wealth: while the
 * error is at most `alpha`, no betting wins on average, so wealth of 1/delta comes up with probability delta at most, however
 * long the watch lasts and whenever one looks (Ville's inequality; Waudby-Smith & Ramdas 2023, testing by betting).
 * @param alpha between 0 and 1
 */
export function watched(before: ErrorWatch, error: number, alpha: number): ErrorWatch {
  const gain = error - alpha;
  const wealth = STAKES.map((stake, index) => (before.wealth[index] ?? 0) + Math.log1p((stake / alpha) * gain));
  return {
    looked: before.looked + 1,
    errors: before.errors + error,
    wealth,
    most: Math.max(before.most, evidence(wealth)),
  };
}

/** Whether the bound is broken, at the level `delta` over all of time. */
export const isBroken = ({ most }: ErrorWatch, delta: number): boolean => most >= 1 / delta;
