type Input = HTMLInputElement | HTMLTextAreaElement;

/**
 * Moves the focus to the next input in doubt after this element, from the top again at the end; where none is left to one
 * whose value is wrong, else to Approve.
 */
export function focusNextOpen(from: Element | null): void {
  const open = [...document.querySelectorAll<Input>('[data-doubt="true"]')].filter((input) => input !== from);
  const after = open.find((input) => from && from.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? open[0] ?? document.querySelector<HTMLElement>('[aria-invalid="true"], [data-approve]');
  next?.focus();
  if (next instanceof HTMLInputElement || next instanceof HTMLTextAreaElement) next.select();
}
