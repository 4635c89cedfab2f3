import { useRef, useState } from 'react';
import type { ReviewDecision } from '../../schemas/review.ts';
import { CheckIcon } from '../parts/icons.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useHold } from './hold.ts';
import { RejectDialog } from './RejectDialog.tsx';
import { useReview } from './use-review.ts';
import { useReviewer } from './use-reviewer.ts';

type Approval = Omit<Extract<ReviewDecision, { action: 'approve' }>, 'action' | 'id' | 'reviewer'>;

/** Approve or reject, signed with a name. `blocked` says what keeps the case from being approved. */
export function ReviewBar(properties: {
  caseId: string;
  approval: Approval;
  changed: number;
  progress: string | null;
  blocked: string | null;
  onUndo: (() => void) | null;
}) {
  const { caseId, approval, changed, progress, blocked, onUndo } = properties;
  const review = useReview(caseId);
  const [reviewer, setReviewer] = useReviewer();
  const [rejecting, setRejecting] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const signed = reviewer.trim();
  const isOthers = useHold().state === 'others';
  const isDone = review.isPending || review.isSuccess;
  const isClosed = isDone || isOthers;

  const withName = (go: (name: string) => void) => (signed === '' ? nameInput.current?.focus() : go(signed));

  return (
    <section className="review-bar" aria-label="Decision">
      {review.isError && <ProblemBox problem={review.error} />}
      <div className="review-row">
        <label className="reviewer">
          <span>Signed by</span>
          <input
            ref={nameInput}
            type="text"
            autoComplete="name"
            maxLength={200}
            placeholder="Your name"
            value={reviewer}
            onChange={({ currentTarget }) => setReviewer(currentTarget.value)}
          />
        </label>
        <span className="review-status quiet" role="status">
          {isOthers ? 'Somebody else is on it' : (blocked ?? (signed === '' ? 'Enter your name to decide' : progress))}
        </span>
        {onUndo !== null && (
          <button type="button" className="button plain" onClick={onUndo}>
            Undo
          </button>
        )}
        <button
          type="button"
          className="button danger"
          disabled={isClosed}
          onClick={() => withName(() => setRejecting(true))}
        >
          Reject…
        </button>
        <button
          type="button"
          className="button primary"
          data-approve
          disabled={isClosed || blocked !== null}
          onClick={() => withName((name) => review.mutate({ action: 'approve', reviewer: name, ...approval }))}
        >
          <CheckIcon /> {isDone ? 'Sending…' : approveWords(changed)}
        </button>
      </div>
      {rejecting && (
        <RejectDialog
          onCancel={() => setRejecting(false)}
          onReject={(reason) => {
            setRejecting(false);
            review.mutate({ action: 'reject', reviewer: signed, reason });
          }}
        />
      )}
    </section>
  );
}

function approveWords(changed: number): string {
  if (changed === 0) return 'Approve';
  return changed === 1 ? 'Approve with 1 change' : `Approve with ${changed} changes`;
}
