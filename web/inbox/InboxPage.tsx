import { useSearch } from '@tanstack/react-router';
import { useTitle } from '../shell/use-title.ts';
import { CaseFilters } from './CaseFilters.tsx';
import { CaseTable } from './CaseTable.tsx';
import { DropZone } from './DropZone.tsx';
import { UploadList } from './UploadList.tsx';

export function InboxPage() {
  useTitle('Inbox');
  const { kind, state } = useSearch({ from: '/' });
  const filtered = kind !== undefined || state !== undefined;
  return (
    <div className="stack page">
      <h1>Inbox</h1>
      <DropZone />
      <UploadList />
      <section className="stack" aria-label="Cases">
        <CaseFilters to="/" withKind />
        <CaseTable
          filter={{ kind, state }}
          empty={filtered ? 'No case fits this filter.' : 'No cases yet. Drop a first invoice above, or send a ticket.'}
        />
      </section>
    </div>
  );
}
