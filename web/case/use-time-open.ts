import { useEffect, useRef } from 'react';

/** What the contract of a decision takes at most. */
const MOST_MS = 24 * 3600 * 1000;

/** Says how many milliseconds the page has been open and visible: a page in the background is not being worked on. */
export function useTimeOpen(): () => number {
  const spent = useRef({ before: 0, since: document.hidden ? null : performance.now() });
  useEffect(() => {
    const onChange = () => {
      const { before, since } = spent.current;
      const now = performance.now();
      spent.current = document.hidden
        ? { before: before + (since === null ? 0 : now - since), since: null }
        : { before, since: now };
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);
  return () => {
    const { before, since } = spent.current;
    return Math.min(MOST_MS, Math.round(before + (since === null ? 0 : performance.now() - since)));
  };
}
