import type { DocketError } from '../schemas/errors.ts';

/** What is wrong and what to do, as two sentences. */
export function sentence({ message, hint }: DocketError): string {
  return `${message}${/[.!?]$/.test(message) ? '' : '.'} ${hint}`;
}
