/**
 * The label column of each word in the likeliest sequence in which I of a kind follows only B or I of that kind.
 * Viterbi (Forney 1973) over the BIO scheme (Ramshaw & Marcus 1995); of two as likely columns the first.
 * @param logs of each word the log-probabilities of `O`, then B and I of every kind
 */
export function bestLabels(logs: readonly (readonly number[])[]): number[] {
  const [first, ...others] = logs;
  if (first === undefined) return [];
  let total = first.map((log, column) => (isInside(column) ? Number.NEGATIVE_INFINITY : log));
  const before = others.map((row) => {
    const likeliest = indexOfGreatest(total);
    const came = row.map((_, column) => {
      if (!isInside(column)) return likeliest;
      return (total[column] ?? 0) > (total[column - 1] ?? 0) ? column : column - 1;
    });
    total = row.map((log, column) => (total[came[column] ?? 0] ?? 0) + log);
    return came;
  });
  const best = [indexOfGreatest(total)];
  for (const came of before.toReversed()) best.push(came[best.at(-1) ?? 0] ?? 0);
  return best.toReversed();
}

const isInside = (column: number) => column > 0 && column % 2 === 0;

const indexOfGreatest = (values: readonly number[]): number =>
  values.reduce((best, value, index) => (value > (values[best] ?? 0) ? index : best), 0);
