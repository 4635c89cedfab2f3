import { shortHash } from './format.ts';

/** The beginning of a hash; the whole of it on hover. */
export function Hash({ value }: { value: string }) {
  return (
    <code className="hash" title={value}>
      {shortHash(value)}
    </code>
  );
}
