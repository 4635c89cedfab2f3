import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { UploadIcon } from '../parts/icons.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { DecidedDocuments } from './DecidedDocuments.tsx';
import { TimeTaken } from './TimeTaken.tsx';
import type { Device } from './use-device.ts';

/** A PDF with text, read and decided here. */
export function PdfTrial({ device, isReady }: { device: Device; isReady: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const decide = useMutation({
    networkMode: 'always',
    mutationFn: async (file: File) =>
      device.thread.ask('document', { bytes: await file.arrayBuffer(), fileName: file.name }),
    onSuccess: () => void device.lookAgain(),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !decide.isPending) decide.mutate(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section className="stack" aria-label="A document">
      <section
        className="drop-zone"
        aria-label="Decide a PDF here"
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
          <h2>A document</h2>
          <span className="quiet">
            {isReady
              ? 'Drop an invoice, credit note or receipt here: a PDF with text, no scan. It stays in this browser.'
              : 'Keep documents first, with the buttons above.'}
          </span>
        </div>
        <button
          type="button"
          className="button primary"
          disabled={!isReady || decide.isPending}
          onClick={() => input.current?.click()}
        >
          {decide.isPending ? 'Deciding…' : 'Choose a PDF'}
        </button>
        <input
          ref={input}
          type="file"
          accept=".pdf,application/pdf"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="PDF to decide here"
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            currentTarget.value = '';
          }}
        />
      </section>
      {decide.isError && <ProblemBox problem={decide.error} />}
      {decide.isSuccess && (
        <div className="stack" role="status" aria-label="Decision on the document">
          <p>
            <strong>{decide.variables.name}</strong> <TimeTaken timing={decide.data.timing} />
          </p>
          <DecidedDocuments key={decide.submittedAt} documents={decide.data.documents} />
        </div>
      )}
    </section>
  );
}
