import { formatShare } from '../parts/format.ts';
import type { WholeBound } from './thread-messages.ts';

const scoreWords = { least: 'Its least certain value', product: 'All its values together' };

/** What the desk's bound on whole documents would make of this one, for each that its policy can choose. */
export function WholeBounds({ bounds }: { bounds: readonly WholeBound[] }) {
  const [first] = bounds;
  if (first === undefined) return null;
  const { score, reached } = first.stamp;
  return (
    <section className="card pad stack" aria-label="As a whole">
      <h2>As a whole</h2>
      <p>
        {scoreWords[score]}: {reached === null ? 'not covered by a bound' : reached.toFixed(3)}.
      </p>
      <ul>
        {bounds.map(({ stamp: { alpha, threshold }, passes }) => (
          <li key={alpha}>
            Where at most {formatShare(alpha)} of the documents that pass may hold a wrong value, from{' '}
            {threshold?.toFixed(3)} on: <strong>{passes ? 'would pass' : 'would go to a person'}</strong>.
          </li>
        ))}
      </ul>
    </section>
  );
}
