import type { DocumentResult } from '../../schemas/document.ts';
import type { DocumentBoundStamp } from '../../schemas/document-bound.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { OnDevicePackage } from '../../schemas/on-device.ts';
import type { TicketResult } from '../../schemas/ticket.ts';
import type { Trial } from './thread/graphics-trial.ts';

/** Something that a device can be made to decide: the tickets of a desk, or documents. */
export interface Skill {
  /** The desk's name, or `documents`. */
  name: string;
  version: string;
  labels: number;
  /** Everything that it needs, what other skills share included. */
  bytes: number;
  /** What of it is not kept here. */
  missing: number;
  /** `update`: an older version is kept, and decides until it is replaced. */
  state: 'absent' | 'kept' | 'update';
}

/** How much of what was asked for is here. */
export interface Progress {
  done: number;
  of: number;
}

export interface Shelf {
  skills: Skill[];
  /** Whether what is fetched outlives the page: only where the page came over https or from this machine. */
  lasts: boolean;
  engine: Engine;
}

/** What runs models here. */
export interface Engine {
  /** Of the processor. */
  threads: number;
  /** Whether there is a graphics card to try; `trials` says how it did with each model so far. */
  graphics: boolean;
  trials: Trial[];
}

export interface Timing {
  /** Loading what was not in memory yet. */
  loadMs: number;
  /** From the text or the bytes to the decision. */
  decideMs: number;
}

export interface TicketDecision {
  result: TicketResult;
  bound: AcceptanceThreshold | undefined;
  timing: Timing;
}

/** A bound on whole documents, what a document reached of it, and whether it would pass by itself under it. */
export interface WholeBound {
  stamp: DocumentBoundStamp;
  passes: boolean;
}

export interface DecidedHere {
  result: DocumentResult;
  thresholds: Record<string, AcceptanceThreshold>;
  /** Those that a policy can choose; none for exact data, which no such bound governs. */
  wholeBounds: WholeBound[];
}

export interface DocumentDecision {
  /** One a document of the file. */
  documents: DecidedHere[];
  timing: Timing;
}

/** Each thing that the page asks of the thread, and what it gets. `served`: what the service offers; null without it. */
export interface Asks {
  look: { input: { served: OnDevicePackage[] | null }; answer: Shelf };
  keep: { input: { name: string; served: OnDevicePackage[] }; answer: null };
  remove: { input: { name: string }; answer: null };
  ticket: { input: { desk: string; text: string }; answer: TicketDecision };
  document: { input: { bytes: ArrayBuffer; fileName: string }; answer: DocumentDecision };
}

export type AskMessage = { [Name in keyof Asks]: { id: number; ask: Name; input: Asks[Name]['input'] } }[keyof Asks];

export interface ThreadProblem {
  status: number;
  code: string;
  message: string;
  hint: string | null;
}

export type Reply =
  | { id: number; progress: Progress }
  | { id: number; answer: unknown }
  | { id: number; problem: ThreadProblem };
