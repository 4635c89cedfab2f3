import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

export interface DocumentedMetric {
  name: string;
  type: string;
  labels: string[];
  /** Processes that expose it. */
  processes: string[];
}

/** The table of docs/observability.md: | `name` | type | labels | processes | meaning |. */
export function documentedMetrics(): DocumentedMetric[] {
  const text = readFileSync(join(packageRoot, 'docs', 'observability.md'), 'utf8');
  const listed = (cell: string) => cell.split(/[,·]/).flatMap((one) => one.replaceAll('`', '').trim() || []);
  return [...text.matchAll(/^\| `(docket_\w+)` \| (\w+) \|([^|]*)\|([^|]*)\|/gm)].map(
    ([, name = '', type = '', labels = '', processes = '']) => ({
      name,
      type,
      labels: listed(labels),
      processes: listed(processes),
    }),
  );
}
