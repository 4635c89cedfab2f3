import type { Place } from '../../schemas/evidence.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import { valueProblem } from '../values/value-problem.ts';
import { type Slots, typeOf } from './slots.ts';

export interface Edit {
  /** What the input holds; empty says that the document has no such value. */
  text: string;
  place?: Place;
}

/** What a person changed and confirmed so far. `extra` counts rows added to a table. */
export interface Draft {
  edits: ReadonlyMap<string, Edit>;
  confirmed: ReadonlySet<string>;
  removedRows: ReadonlySet<string>;
  extra: { lines: number; taxes: number };
}

export const emptyDraft: Draft = {
  edits: new Map(),
  confirmed: new Set(),
  removedRows: new Set(),
  extra: { lines: 0, taxes: 0 },
};

export function textOf(slots: Slots, draft: Draft, path: string): string {
  return draft.edits.get(path)?.text ?? slots.get(path)?.evidence?.value ?? '';
}

export function isChanged(slots: Slots, draft: Draft, path: string): boolean {
  const edit = draft.edits.get(path);
  return edit !== undefined && edit.text.trim() !== (slots.get(path)?.evidence?.value ?? '');
}

export function problemOf(slots: Slots, draft: Draft, path: string): string | null {
  const text = textOf(slots, draft, path).trim();
  return text === '' || !isChanged(slots, draft, path) ? null : valueProblem(text, typeOf(path));
}

const rowOf = (path: string) => path.split('.').slice(0, 2).join('.');

type Change = Extract<ReviewDecision, { action: 'approve' }>['changes'][number];

/** The draft as the changes of a decision: edited values, and null for every value of a removed row. */
export function changesOf(slots: Slots, draft: Draft): Change[] {
  const changes: Change[] = [];
  for (const path of slots.keys()) {
    const removed = draft.removedRows.has(rowOf(path)) && slots.get(path)?.evidence !== undefined;
    if (removed) changes.push({ path, value: null });
  }
  for (const [path, { text, place }] of draft.edits) {
    if (draft.removedRows.has(rowOf(path)) || !isChanged(slots, draft, path)) continue;
    const value = text.trim() === '' ? null : text.trim();
    changes.push({ path, value, ...(place !== undefined && value !== null && { place }) });
  }
  return changes;
}

export function problemsOf(slots: Slots, draft: Draft): string[] {
  return [...draft.edits.keys()].filter(
    (path) => !draft.removedRows.has(rowOf(path)) && problemOf(slots, draft, path) !== null,
  );
}
