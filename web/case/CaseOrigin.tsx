import { Link } from '@tanstack/react-router';
import type { CaseDetail } from '../../schemas/case.ts';
import { stateWords } from '../parts/state-words.ts';

/** Where a document came from, and the other documents of the same e-mail, archive or bundle. */
export function CaseOrigin({ item }: { item: CaseDetail }) {
  const { origin, related } = item;
  if (origin === null && related.length === 0) return null;
  const message = origin?.message;
  return (
    <section className="case-origin quiet" aria-label="Where this document came from">
      {origin !== null && <span>{origin.path}</span>}
      {message && (
        <span>
          e-mail “{message.subject ?? 'without subject'}”{message.from !== null && ` from ${message.from}`}
        </span>
      )}
      {related.length > 0 && (
        <nav aria-label="Other documents of the same file">
          <ul className="related">
            {related.map(({ id, part, title, origin: from, state }) => (
              <li key={id}>
                <Link to="/cases/$id" params={{ id }}>
                  {from?.path ?? `${title}, part ${part}`}
                </Link>{' '}
                {stateWords[state]}
              </li>
            ))}
          </ul>
        </nav>
      )}
    </section>
  );
}
