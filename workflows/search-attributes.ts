import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { CaseState } from '../schemas/case.ts';
import { searchAttributeNames } from '../schemas/workflow-names.ts';

/** Typed and free of personal data: what an operator filters by. Registered by the worker when it starts. */
export const docketKind = defineSearchAttributeKey(searchAttributeNames.kind, 'KEYWORD');
export const docketState = defineSearchAttributeKey(searchAttributeNames.state, 'KEYWORD');
export const docketDesk = defineSearchAttributeKey(searchAttributeNames.desk, 'KEYWORD');

export function showState(state: CaseState): void {
  upsertSearchAttributes([{ key: docketState, value: state }]);
}

/** At the start of a run. */
export function showCase(kind: 'document' | 'ticket' | 'ticket-batch' | 'ticket-wait', desk: string | null): void {
  const pairs: SearchAttributePair[] = [
    { key: docketKind, value: kind },
    { key: docketState, value: 'processing' },
  ];
  if (desk !== null) pairs.push({ key: docketDesk, value: desk });
  upsertSearchAttributes(pairs);
}
