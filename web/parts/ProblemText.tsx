import { Problem } from '../api/problem.ts';

/** What went wrong, what to do, and the code to search for. */
export function ProblemText({ problem }: { problem: Error }) {
  if (!(problem instanceof Problem)) return <span className="problem-text">{problem.message}</span>;
  return (
    <span className="problem-text">
      <strong>{problem.message}</strong>
      {problem.hint !== null && <span> {problem.hint}</span>} <code>{problem.code}</code>
    </span>
  );
}
