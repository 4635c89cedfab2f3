import { formatDue, formatInstant } from './format.ts';
import { useNow } from './use-now.ts';

/** A time limit, marked once it is over. */
export function Due({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatInstant(at)} className="due nowrap" data-overdue={Date.parse(at) < now}>
      {formatDue(at, now)}
    </time>
  );
}
