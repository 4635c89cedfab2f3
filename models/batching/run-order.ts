import type { Urgency } from '../../schemas/queues.ts';

/** One call of a specialist: its runs are ordered together, by when it came and how much it asks for. */
export type Call = { since: number; tokens: number };

/** Whose turn a run is: what is interactive goes before what is bulk, then each `flow` gets its fair share of the threads. */
export type RunOrder = { flow: string; urgency: Urgency; call: Call };
