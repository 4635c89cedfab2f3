import { WarningIcon } from './icons.tsx';
import { ProblemText } from './ProblemText.tsx';

export function ProblemBox({ problem, onRetry }: { problem: Error; onRetry?: () => void }) {
  return (
    <div className="problem-box" role="alert">
      <WarningIcon />
      <ProblemText problem={problem} />
      {onRetry !== undefined && (
        <button type="button" className="button small" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
