import { useSearch } from '@tanstack/react-router';
import { useTitle } from '../shell/use-title.ts';
import { AssigneeFilter } from './AssigneeFilter.tsx';
import { CaseTable } from './CaseTable.tsx';
import { DropZone } from './DropZone.tsx';
import { KindFilter } from './KindFilter.tsx';
import { QueueTable } from './QueueTable.tsx';
import { StateFilter } from './StateFilter.tsx';
import { UploadList } from './UploadList.tsx';

export function InboxPage() {
  useTitle('Inbox');
  const filter = useSearch({ from: '/' });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <div className="stack page">
      <h1>Inbox</h1>
      <DropZone />
      <UploadList />
      <section className="stack" aria-label="Cases">
        <div className="filters">
          <KindFilter filter={filter} />
          <StateFilter to="/" filter={filter} />
          <AssigneeFilter filter={filter} />
        </div>
        {filter.state === 'review' ? (
          <QueueTable kind={filter.kind} assignee={filter.assignee} />
        ) : (
          <CaseTable
            filter={filter}
            empty={
              filtered ? 'No case fits this filter.' : 'No cases yet. Drop a first invoice above, or send a ticket.'
            }
          />
        )}
      </section>
    </div>
  );
}
