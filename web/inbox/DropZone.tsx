import { type DragEvent, useRef, useState } from 'react';
import { UploadIcon } from '../parts/icons.tsx';
import { useUploadQueue } from './use-uploads.ts';

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.docx,.xlsx,.rtf,.html,.xml,.json,.eml,.msg,.dat,.p7m,.zip';

/** Takes files by drop or by the file dialog. */
export function DropZone() {
  const queue = useUploadQueue();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) queue.add(event.dataTransfer.files);
  };

  return (
    <section
      className="drop-zone"
      aria-label="Send documents"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <UploadIcon />
      <div className="drop-zone-words">
        <strong>{over ? 'Let go to send' : 'Drop invoices and receipts here'}</strong>
        <span className="quiet">PDF, pictures, Word, Excel, e-invoice XML, e-mails or ZIP, up to 50 MB each</span>
      </div>
      <button type="button" className="button primary" onClick={() => input.current?.click()}>
        Choose files
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Files to send"
        onChange={({ currentTarget }) => {
          if (currentTarget.files) queue.add(currentTarget.files);
          currentTarget.value = '';
        }}
      />
    </section>
  );
}
