/** log of n choose k, from log-factorials. */
function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const factorials: number[] = [0];
function logFactorial(n: number): number {
  for (let next = factorials.length; next <= n; next++)
    factorials.push((factorials[next - 1] as number) + Math.log(next));
  return factorials[n] as number;
}

/** The chance of at most `errors` among `n` at the rate `rate`. */
export function binomialTail(errors: number, n: number, rate: number): number {
  if (errors >= n || rate <= 0) return 1;
  if (rate >= 1) return 0;
  let sum = 0;
  for (let k = 0; k <= errors; k++) sum += Math.exp(logChoose(n, k) + k * Math.log(rate) + (n - k) * Math.log1p(-rate));
  return Math.min(1, sum);
}

/** The rate at which at most `errors` among `n` have the chance `level`: one side of Clopper and Pearson's interval. */
function rateOf(errors: number, n: number, level: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (binomialTail(errors, n, middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Clopper and Pearson's interval of 95 % for a share of `count` among `n`. */
export function exactInterval(count: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  return {
    low: count === 0 ? 0 : 1 - rateOf(n - count, n, 0.025),
    high: count === n ? 1 : rateOf(count, n, 0.025),
  };
}

/** Two-sided exact McNemar test: how likely so unequal a division of `onlyA + onlyB` disagreements is by chance. */
export function mcnemar(onlyA: number, onlyB: number): number {
  return Math.min(1, 2 * binomialTail(Math.min(onlyA, onlyB), onlyA + onlyB, 0.5));
}
