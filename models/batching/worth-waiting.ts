/**
 * Whether a thread that is free should wait for one more request before it starts a batch of `waiting` requests.
 *
 * A batch of n costs `fixedMs + n × requestMs`. A request that arrives `gapMs` from now and shares the batch is answered
 * `fixedMs - gapMs` sooner than by a run of its own after this one; each of those that wait is answered `gapMs + requestMs`
 * later. So waiting lowers the mean answer time as long as
 *
 *     fixedMs - gapMs > waiting × (gapMs + requestMs)
 *
 * This is a control limit: wait below a number of requests, start from there on, the form that is optimal for batch service
 * (Deb and Serfozo, Optimal control of batch service queues, Advances in Applied Probability 5, 1973). A lone request after
 * a quiet time never waits, since the gap is long; where a batch costs as much as its parts, as on most CPUs, none does.
 */
export function isWorthWaiting(waiting: number, gapMs: number, fixedMs: number, requestMs: number): boolean {
  return fixedMs - gapMs > waiting * (gapMs + requestMs);
}
