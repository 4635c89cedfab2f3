/** Runs `work` on every item, `width` at a time, and yields the results in the order of the items. */
export async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    running.push(work(item));
    if (running.length < width) continue;
    const next = running.shift();
    if (next) yield await next;
  }
  yield* running;
}
