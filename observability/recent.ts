/**
 * `ask`, at most once in `freshMs`: readers meanwhile get the same answer, and several scrapers, or the gauges of one
 * scrape, cost one question. A failure is not kept.
 */
export function recent<T>(freshMs: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let askedAt = 0;
  return () => {
    if (answer === undefined || performance.now() - askedAt > freshMs) {
      askedAt = performance.now();
      const asked = ask();
      answer = asked;
      asked.catch(() => {
        if (answer === asked) answer = undefined;
      });
    }
    return answer;
  };
}
