import type { Tensors } from './tensor.ts';

export type RunResult = { outputs: Tensors; inferenceMs: number };

/** Runs models, wherever that happens: in threads of this process, or in a browser. */
export interface Sessions {
  /** How many runs go on at once. */
  readonly threads: number;
  /** Makes a model ready, so that the first run does not wait for it. */
  warm(model: string): Promise<void>;
  /** @param feeds are given away with the call @throws DocketError `model.failed`. */
  run(model: string, feeds: Tensors): Promise<RunResult>;
}
