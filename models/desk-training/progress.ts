/** Where a training stands. `secondsLeft` is null until there is something to go by. */
export type TrainingProgress = { step: string; done: number; total: number; secondsLeft: number | null };
export type ReportProgress = (progress: TrainingProgress) => void;

/** Progress of one step; the time left follows from the pace so far. */
export function stepProgress(report: ReportProgress, step: string, total: number): (done: number) => void {
  const began = performance.now();
  report({ step, done: 0, total, secondsLeft: null });
  return (done) => {
    const seconds = (performance.now() - began) / 1000;
    report({ step, done, total, secondsLeft: done > 0 ? (seconds / done) * (total - done) : null });
  };
}
