import type { CountedShare } from '../../schemas/statistics.ts';

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const percentWords = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${oneDecimal.format((part / whole) * 100)} %`;

export const shareWords = (share: CountedShare | null): string =>
  share === null
    ? '–'
    : `${oneDecimal.format(share.value * 100)} % (${oneDecimal.format(share.low * 100)}–${oneDecimal.format(share.high * 100)}, n ${share.n})`;

/** Milliseconds in the unit that is easy to grasp. */
export function timeWords(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 60_000) return `${oneDecimal.format(ms / 1000)} s`;
  if (ms < 3_600_000) return `${oneDecimal.format(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${oneDecimal.format(ms / 3_600_000)} h`;
  return `${oneDecimal.format(ms / 86_400_000)} days`;
}

export const moneyWords = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 2 }).format(amount);

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
export const dayWords = (iso: string): string => day.format(new Date(iso));
