import type { z } from 'zod';
import type { trainingProgress } from '../../schemas/desk-training.ts';

export function TrainingProgress({ progress }: { progress: z.infer<typeof trainingProgress> | null }) {
  const { step, done, total, secondsLeft } = progress ?? {
    step: 'checking the rows',
    done: 0,
    total: 1,
    secondsLeft: null,
  };
  return (
    <p className="desk-words">
      <progress max={total} value={done} aria-label={step} /> {step}
      {secondsLeft !== null && <span className="quiet">, {Math.ceil(secondsLeft)} s left</span>}
    </p>
  );
}
