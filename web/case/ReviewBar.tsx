import { useRef, useState } from 'react';
import type { ReviewDecision } from '../../schemas/review.ts';
import { CheckIcon, KeyboardIcon, RedoIcon, UndoIcon } from '../parts/icons.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { ShortcutsDialog } from '../shell/ShortcutsDialog.tsx';
import { type Shortcut, useShortcuts } from '../shell/shortcuts.ts';
import { useHold } from './hold.ts';
import { RejectDialog } from './RejectDialog.tsx';
import { SignedBy } from './SignedBy.tsx';
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
  onRedo?: (() => void) | null;
  /** Further keys of the page, to be listed. */
  shortcuts?: readonly Shortcut[];
}) {
  const { caseId, approval, changed, progress, blocked, onUndo, onRedo = null, shortcuts = [] } = properties;
  const review = useReview(caseId);
  const [reviewer, setReviewer] = useReviewer();
  const [rejecting, setRejecting] = useState(false);
  const [listing, setListing] = useState(false);
  const approveButton = useRef<HTMLButtonElement>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const signed = reviewer.trim();
  const isOthers = useHold().state === 'others';
  const isDone = review.isPending || review.isSuccess;
  const isClosed = isDone || isOthers;

  const withName = (go: (name: string) => void) => (signed === '' ? nameInput.current?.focus() : go(signed));
  const approve = () => {
    if (blocked !== null) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    else if (!isClosed) withName((name) => review.mutate({ action: 'approve', reviewer: name, ...approval }));
  };
  const reject = () => !isClosed && withName(() => setRejecting(true));
  const keys: Shortcut[] = [
    { keys: 'mod+enter', words: 'Approve', run: approve },
    { keys: 'alt+r', words: 'Reject with a reason', run: reject },
    { keys: '?', words: 'This list', run: () => setListing(true) },
    { keys: 'mod+/', words: 'This list, also while typing', run: () => setListing(true) },
  ];
  useShortcuts(keys);

  return (
    <section className="review-bar" aria-label="Decision">
      {review.isError && <ProblemBox problem={review.error} />}
      <div className="review-row">
        <SignedBy
          input={nameInput}
          name={reviewer}
          onName={setReviewer}
          onEnter={() => signed !== '' && approveButton.current?.focus()}
        />
        <span className="review-status quiet" role="status">
          {isOthers ? 'Somebody else is on it' : (blocked ?? (signed === '' ? 'Enter your name to decide' : progress))}
        </span>
        {onUndo !== null && (
          <button type="button" className="icon-button" aria-label="Undo" title="Undo" onClick={onUndo}>
            <UndoIcon />
          </button>
        )}
        {onRedo !== null && (
          <button type="button" className="icon-button" aria-label="Redo" title="Redo" onClick={onRedo}>
            <RedoIcon />
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={() => setListing(true)}
        >
          <KeyboardIcon />
        </button>
        <span className="review-actions">
          <button type="button" className="button danger" disabled={isClosed} onClick={reject}>
            Reject…
          </button>
          <button
            type="button"
            className="button primary"
            ref={approveButton}
            data-approve
            disabled={isClosed || blocked !== null}
            onClick={approve}
          >
            <CheckIcon /> {isDone ? 'Sending…' : approveWords(changed)}
          </button>
        </span>
      </div>
      {listing && <ShortcutsDialog shortcuts={[...shortcuts, ...keys]} onClose={() => setListing(false)} />}
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
