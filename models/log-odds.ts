const LEAST = 1e-6;

/** ln(p / (1 − p)), with p kept 1e-6 away from 0 and 1. */
export function logOdds(probability: number): number {
  const bounded = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(bounded / (1 - bounded));
}

/** The probability with these log-odds. */
export function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
