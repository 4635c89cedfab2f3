import type { Tensors } from './tensor.ts';

export type ProviderName = 'cuda' | 'webgpu' | 'cpu';

/** What a session thread is started with. */
export type ThreadSettings = { provider: ProviderName; intraOpThreads: number };

/** `trial`: runs made-up rows of that shape once, which brings the session to where real runs find it. */
export type ThreadTask =
  | { kind: 'load' }
  | { kind: 'run'; feeds: Tensors }
  | { kind: 'trial'; rows: number; width: number }
  | { kind: 'unload' };
export type ThreadRequest = ThreadTask & { id: number; modelPath: string };
/** In a request's place: the thread ends after what was asked before. */
export const STOP = 'stop';
export type RunReply = { id: number; outputs: Tensors; inferenceMs: number } | { id: number; error: string };
