/**
 * Waits for all; when one fails, calls the others off through `stopping`, waits until they have ended too, and throws
 * the first failure.
 */
export async function allOrNone<T extends readonly unknown[]>(
  stopping: AbortController,
  parts: { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  let first: { error: unknown } | undefined;
  const watched = parts.map((part) =>
    part.catch((error: unknown) => {
      first ??= { error };
      stopping.abort();
    }),
  );
  await Promise.all(watched);
  if (first !== undefined) throw first.error;
  return Promise.all(parts) as unknown as Promise<T>;
}
