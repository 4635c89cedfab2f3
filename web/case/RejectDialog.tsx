import { type FormEvent, useEffect, useId, useRef, useState } from 'react';

/** Asks for the reason, without which nothing is rejected. */
export function RejectDialog({ onReject, onCancel }: { onReject: (reason: string) => void; onCancel: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const id = useId();

  useEffect(() => dialog.current?.showModal(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setMissing(true);
    onReject(reason.trim());
  };

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onClose={onCancel}>
      <form onSubmit={submit} className="stack">
        <h2 id={`${id}-title`}>Reject this case</h2>
        <label className="block-label">
          <span>Reason</span>
          <textarea
            rows={4}
            maxLength={2000}
            value={reason}
            aria-invalid={missing}
            aria-describedby={`${id}-note`}
            placeholder="For example: not addressed to us"
            onChange={({ currentTarget }) => {
              setReason(currentTarget.value);
              setMissing(false);
            }}
          />
        </label>
        <p id={`${id}-note`} className={missing ? 'bad' : 'quiet'} role={missing ? 'alert' : undefined}>
          {missing
            ? 'Write a reason: it goes to the sender and into the audit chain.'
            : 'It goes to the sender and into the audit chain.'}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
          <button type="submit" className="button danger-solid">
            Reject
          </button>
        </div>
      </form>
    </dialog>
  );
}
