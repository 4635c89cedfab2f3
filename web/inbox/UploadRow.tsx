import { Link } from '@tanstack/react-router';
import { formatBytes } from '../parts/format.ts';
import { CheckIcon, CrossIcon, FileIcon, WarningIcon } from '../parts/icons.tsx';
import { ProblemText } from '../parts/ProblemText.tsx';
import type { Upload, UploadState } from './upload-queue.ts';
import { useUploadQueue } from './use-uploads.ts';

function StepIcon({ state }: { state: UploadState }) {
  if (state.step === 'arrived') return <CheckIcon className="good" />;
  if (state.step === 'failed') return <WarningIcon className="bad" />;
  return <FileIcon className="quiet" />;
}

function Step({ upload: { file, state } }: { upload: Upload }) {
  switch (state.step) {
    case 'waiting':
      return <span className="quiet">waiting</span>;
    case 'sending':
      return (
        <span className="upload-progress">
          <progress value={state.share} max={1} aria-label={`Sending ${file.name}`} />
          <span className="number quiet">{Math.round(state.share * 100)} %</span>
        </span>
      );
    case 'arrived':
      return (
        <>
          {state.cases.map((item) => (
            <Link key={item.id} to="/cases/$id" params={{ id: item.id }}>
              Open case
            </Link>
          ))}
        </>
      );
    case 'failed':
      return <ProblemText problem={state.problem} />;
  }
}

export function UploadRow({ upload }: { upload: Upload }) {
  const queue = useUploadQueue();
  const { file, state } = upload;
  return (
    <li className="upload" data-step={state.step}>
      <StepIcon state={state} />
      <span className="upload-name">
        <span className="clip" title={file.name}>
          {file.name}
        </span>
        <span className="quiet number">{formatBytes(file.size)}</span>
      </span>
      <span className="upload-step" role="status">
        <Step upload={upload} />
      </span>
      {state.step === 'failed' && state.problem.canRetry && (
        <button type="button" className="button small" onClick={() => queue.retry(upload.id)}>
          Try again
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={state.step === 'sending' ? `Stop sending ${file.name}` : `Dismiss ${file.name}`}
        onClick={() => queue.dismiss(upload.id)}
      >
        <CrossIcon />
      </button>
    </li>
  );
}
