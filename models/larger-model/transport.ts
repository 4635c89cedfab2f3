import type { Producer } from '../../schemas/evidence.ts';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface CompletionRequest {
  messages: ChatMessage[];
  /** Name and JSON schema of the answer. */
  name: string;
  schema: Record<string, unknown>;
  maxTokens: number;
}

export interface Completion {
  content: string;
  /** The model declined to answer. */
  refused: boolean;
  /** Absent where the model's own count is not known. */
  usage?: { promptTokens: number; answerTokens: number };
}

/** How a model takes its questions. */
export interface ModelShape {
  /** Tokens that question and answer share. */
  contextTokens: number;
  /** Whether its chat template knows a system message. */
  systemRole: boolean;
}

/** The way to one language model: an HTTP server, or a file that this machine runs. */
export interface ChatTransport {
  readonly producer: Producer;
  /** @throws Error where the model cannot be opened */
  shape(): Promise<ModelShape>;
  /** One completion at temperature 0. Rejects with the reason of `signal` once that is aborted. */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
  /** Can the same call succeed later? */
  isPassing(error: Error): boolean;
  close(): Promise<void>;
}
