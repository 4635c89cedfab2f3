/** Probability of at most `k` of `n` where each happens with probability `p`. */
function atMost(k: number, n: number, p: number): number {
  let sum = 0;
  let logChoose = 0;
  for (let i = 0; i <= k; i += 1) {
    if (i > 0) logChoose += Math.log((n - i + 1) / i);
    sum += Math.exp(logChoose + i * Math.log(p) + (n - i) * Math.log1p(-p));
  }
  return sum;
}

/** Where a falling function of 0..1 crosses `level`. */
function crossing(falling: (p: number) => number, level: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (falling(middle) > level) low = middle;
    else high = middle;
  }
  return low;
}

/** The exact (Clopper–Pearson) 95 % interval of `count` of `n`. */
export function exactInterval(count: number, n: number): [number, number] {
  const low = count === 0 ? 0 : crossing((p) => atMost(count - 1, n, p), 0.975);
  const high = count === n ? 1 : crossing((p) => atMost(count, n, p), 0.025);
  return [low, high];
}
