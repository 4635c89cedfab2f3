// Apart from the contracts, so that workflow code does not evaluate zod for a name.

export const workflowNames = {
  document: 'documentWorkflow',
  ticket: 'ticketWorkflow',
  ticketBatch: 'ticketBatchWorkflow',
  ticketWait: 'ticketWaitWorkflow',
  region: 'regionWorkflow',
} as const;
/** Update with a `ReviewDecision`; its validator refuses a case that is not waiting or a value of the wrong shape. */
export const REVIEW_UPDATE = 'review';
/** Query: the case's state as the workflow knows it. */
export const STATE_QUERY = 'state';

/** Keyword search attributes of every run, free of personal data. */
export const searchAttributeNames = { kind: 'DocketKind', state: 'DocketState', desk: 'DocketDesk' } as const;

/**
 * Which tasks a worker gets first where many wait, the lowest number first: Temporal's priority key of a run, from 1 to 5.
 * A server that knows no priorities takes them in the order of their arrival.
 */
export const priorityKeys = { decision: 1, region: 1, ticket: 2, document: 3, bulk: 4 } as const;

export const caseWorkflowId = (caseId: string): string => `case-${caseId}`;
export const regionWorkflowId = (caseId: string, ask: string): string => `region-${caseId}-${ask}`;
export const batchWorkflowId = (batchId: string): string => `batch-${batchId}`;
export const waitWorkflowId = (batchId: string): string => `wait-${batchId}`;
