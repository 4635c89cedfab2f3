import { useEffect } from 'react';

const OWN_KEYS = 'input:not([type="radio"]), select, textarea, button, a, summary, dialog';

/** 1, 2 and 3 choose a suggestion and Enter approves, wherever the focus is not on something with keys of its own. */
export function useReviewKeys(suggested: readonly string[], choose: (label: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A key that is still held down from the page before decides nothing here.
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
      const label = suggested[Number(event.key) - 1];
      if (label !== undefined) choose(label);
      else if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-approve]')?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
