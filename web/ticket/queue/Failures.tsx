import { Link } from '@tanstack/react-router';
import { WarningIcon } from '../../parts/icons.tsx';
import { ProblemText } from '../../parts/ProblemText.tsx';
import type { BulkOutcome } from './use-bulk-accept.ts';

/** Which tickets were not accepted, each with why. */
export function Failures({ failed }: { failed: BulkOutcome['failed'] }) {
  return (
    <section className="problem-box queue-failures" role="alert" aria-label="Not accepted">
      <WarningIcon />
      <ul>
        {failed.map(({ ticket, problem }) => (
          <li key={ticket.caseId}>
            <Link to="/cases/$id" params={{ id: ticket.caseId }}>
              {ticket.title}
            </Link>
            : <ProblemText problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}
