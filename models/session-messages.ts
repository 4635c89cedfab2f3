import type { Tensors } from './tensor.ts';

export type ProviderName = 'cuda' | 'webgpu' | 'cpu';

/** What a session thread is started with. */
export type ThreadSettings = { provider: ProviderName; intraOpThreads: number };

export type RunRequest = { id: number; modelPath: string; feeds: Tensors | null };
export type RunReply = { id: number; outputs: Tensors; inferenceMs: number } | { id: number; error: string };
