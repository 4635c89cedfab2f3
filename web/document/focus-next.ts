/** Moves the focus to the next input in doubt after this one, from the top again at the end, else to Approve. */
export function focusNextDoubtful(from: HTMLElement): void {
  const doubtful = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-doubt="true"]')].filter(
    (input) => input !== from,
  );
  const after = doubtful.find((input) => from.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? doubtful[0] ?? document.querySelector<HTMLElement>('[data-approve]');
  next?.focus();
  if (next instanceof HTMLInputElement || next instanceof HTMLTextAreaElement) next.select();
}
