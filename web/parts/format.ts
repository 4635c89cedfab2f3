const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${number.format(bytes / 1000)} kB`;
  return `${number.format(bytes / 1_000_000)} MB`;
}

/** A probability as whole per cent; never "100 %" for what is not certain. */
export function formatShare(share: number): string {
  const percent = share < 1 ? Math.min(99, Math.round(share * 100)) : 100;
  return `${percent} %`;
}

const instant = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
export function formatInstant(iso: string): string {
  return instant.format(new Date(iso));
}

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const MINUTE_MS = 60_000;

/** How long ago, while that is easy to grasp; after a day the date. */
export function formatAgo(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / MINUTE_MS);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return day.format(new Date(iso));
}

/** A span in its largest whole unit: "3 days", "2 h", "5 min". */
function spanWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** How long something has been going on. */
export const formatFor = (iso: string, now: number): string => spanWords(now - Date.parse(iso));

/** How long there is until a time limit, or since when it is over. */
export function formatDue(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  return left >= 0 ? `in ${spanWords(left)}` : `${spanWords(-left)} overdue`;
}

/** An amount as printed, in groups of three; as it stands where it is no decimal. */
export function formatAmount(amount: string, currency: string | null): string {
  const [, sign = '', whole, fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? [];
  const grouped = whole === undefined ? amount : `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ' ')}${fraction}`;
  return currency === null ? grouped : `${grouped} ${currency}`;
}

export const shortHash = (hash: string): string => hash.slice(0, 12);
