import type { Timing } from './thread-messages.ts';

/** Below this many milliseconds everything was loaded before. */
const NOTHING_LOADED = 5;

export function TimeTaken({ timing: { loadMs, decideMs } }: { timing: Timing }) {
  return (
    <span className="quiet number">
      Decided in {Math.round(decideMs)} ms
      {loadMs > NOTHING_LOADED && `, after loading the model in ${Math.round(loadMs)} ms`}.
    </span>
  );
}
