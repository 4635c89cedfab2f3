import type { ReportProgress } from '../models/desk-training/progress.ts';

/** Lines no closer than this where the output is no terminal. */
const PAUSE_MS = 5000;

/** Progress on standard error: one line that is rewritten on a terminal, a line now and then elsewhere. */
export function progressLine(): { report: ReportProgress; end: () => void } {
  const terminal = process.stderr.isTTY === true;
  let last = { step: '', at: 0 };
  return {
    report({ step, done, total, secondsLeft }) {
      const now = Date.now();
      if (!terminal && step === last.step && now - last.at < PAUSE_MS && done < total) return;
      if (!terminal && step === last.step && done >= total && now - last.at < 1000) return;
      last = { step, at: now };
      const left = secondsLeft === null || done >= total ? '' : `, ${timeLeft(secondsLeft)} left`;
      const line = `${step}: ${Math.floor((done / Math.max(total, 1)) * 100)} %${left}`;
      process.stderr.write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    end: () => {
      if (terminal && last.step !== '') process.stderr.write('\r\u001b[2K');
    },
  };
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
