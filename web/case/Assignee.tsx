import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { type CaseDetail, closedStates } from '../../schemas/case.ts';
import { assignCase, caseQuery } from '../api/cases.ts';
import { PersonIcon } from '../parts/icons.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useReviewer } from './use-reviewer.ts';

/** Whose an open case is, and whom it can be given to. */
export function Assignee({ item }: { item: CaseDetail }) {
  const queries = useQueryClient();
  const [me] = useReviewer();
  const [name, setName] = useState<string | null>(null);
  const id = useId();
  const assign = useMutation({
    mutationFn: (reviewer: string | null) => assignCase(item.id, reviewer),
    onSuccess: () => setName(null),
    onSettled: () =>
      Promise.all([queries.invalidateQueries(caseQuery(item.id)), queries.invalidateQueries({ queryKey: ['cases'] })]),
  });
  if (closedStates.includes(item.state)) return null;
  const { assignment } = item;
  const open = name !== null;
  return (
    <div className="assignee">
      <PersonIcon className="quiet" />
      <span>{assignment === null ? "Nobody's yet" : `Assigned to ${assignment.reviewer}`}</span>
      {!open && (
        <button type="button" className="button small" onClick={() => setName(assignment === null ? me : '')}>
          {assignment === null ? 'Assign' : 'Reassign'}
        </button>
      )}
      {open && (
        <form
          className="assign-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') assign.mutate(name.trim());
          }}
        >
          <label htmlFor={id}>Assign to</label>
          <input
            id={id}
            type="text"
            maxLength={200}
            // biome-ignore lint/a11y/noAutofocus: the person just asked for it
            autoFocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <button type="submit" className="button small primary" disabled={assign.isPending || name.trim() === ''}>
            Assign
          </button>
          {assignment !== null && (
            <button
              type="button"
              className="button small"
              disabled={assign.isPending}
              onClick={() => assign.mutate(null)}
            >
              To nobody
            </button>
          )}
          <button type="button" className="button small" onClick={() => setName(null)}>
            Cancel
          </button>
        </form>
      )}
      {assign.isError && <ProblemBox problem={assign.error} />}
    </div>
  );
}
