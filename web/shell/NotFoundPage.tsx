import { Link } from '@tanstack/react-router';
import { useTitle } from './use-title.ts';

export function NotFoundPage() {
  useTitle('Not found');
  return (
    <div className="page narrow stack">
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or belong to another version of Docket.</p>
      <p>
        <Link to="/" className="button">
          To the inbox
        </Link>
      </p>
    </div>
  );
}
