import { UploadRow } from './UploadRow.tsx';
import { useUploadQueue, useUploads } from './use-uploads.ts';

/** Files on their way, newest first, with what became of each. */
export function UploadList() {
  const queue = useUploadQueue();
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  const arrived = uploads.filter(({ state }) => state.step === 'arrived').length;
  return (
    <section className="uploads" aria-label="Files on their way">
      <header className="uploads-head">
        <h2>
          {arrived} of {uploads.length} {uploads.length === 1 ? 'file' : 'files'} sent
        </h2>
        {arrived > 0 && (
          <button type="button" className="button small plain" onClick={() => queue.clearArrived()}>
            Clear sent
          </button>
        )}
      </header>
      <ul>
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  );
}
