import { type Outcome, outcome } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { getJson } from '../store/blobs/json.ts';
import type { BlobStore } from '../store/blobs/port.ts';

export type DocumentOutcome = Extract<Outcome, { kind: 'document' }>;
export type TicketOutcome = Extract<Outcome, { kind: 'ticket' }>;

export async function storedDocument(blobs: BlobStore, ref: BlobRef): Promise<DocumentOutcome> {
  const stored = await getJson(blobs, ref, outcome);
  if (stored.kind !== 'document') throw new DocketError('internal.unexpected', `${stored.kind} is not a document`);
  return stored;
}

export async function storedTicket(blobs: BlobStore, ref: BlobRef): Promise<TicketOutcome> {
  const stored = await getJson(blobs, ref, outcome);
  if (stored.kind !== 'ticket') throw new DocketError('internal.unexpected', `${stored.kind} is not a ticket`);
  return stored;
}
