import { formatAgo, formatInstant } from './format.ts';
import { useNow } from './use-now.ts';

export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatInstant(at)} className="quiet nowrap">
      {formatAgo(at, now)}
    </time>
  );
}
