import type { Urgency } from '../schemas/queues.ts';
import type { Tensors } from './tensor.ts';

export type RunResult = { outputs: Tensors; inferenceMs: number };

/** Runs models, wherever that happens: in threads of this process, or in a browser. */
export interface Sessions {
  /** How many runs go on at once. */
  readonly threads: number;
  /** Makes a model ready, so that the first run does not wait for it. @param maxWidth tokens of its longest row */
  warm(model: string, maxWidth: number): Promise<void>;
  /** @param feeds are given away with the call @throws DocketError `model.failed`. */
  run(model: string, feeds: Tensors): Promise<RunResult>;
  /** The same for one caller, whose runs are ordered as one call. @param options `flow`: a model's name, to share fairly */
  lane(options: { flow?: string; urgency?: Urgency }): Sessions;
}
