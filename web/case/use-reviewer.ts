import { useSyncExternalStore } from 'react';

const KEY = 'docket.reviewer';
const readers = new Set<() => void>();

function follow(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function keep(name: string): void {
  localStorage.setItem(KEY, name);
  for (const reader of readers) reader();
}

/** The name a decision is signed with, kept on this browser and the same all over the page. */
export function useReviewer(): [string, (name: string) => void] {
  const name = useSyncExternalStore(follow, () => localStorage.getItem(KEY) ?? '');
  return [name, keep];
}
