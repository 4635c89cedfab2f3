import type { WorkflowHandle } from '@temporalio/client';
import { caseWorkflowId, REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import type { ReviewTimers } from '../../schemas/workflows.ts';
import { earlierBuild } from './earlier-builds.ts';
import type { Flow } from './flow.ts';
import { brokenPdf, soundFields, twoInvoices, ublInvoice, wordsFile } from './samples.ts';
import { doubtful, unsureTicket } from './waiting-paths.ts';

/** One way through a workflow: drives a case to its end and names the run whose history is kept. */
export type HistoryPath = (flow: Flow) => Promise<WorkflowHandle>;

const sureTicket = { desk: 'desk-tiny', text: 'refund refund' };
const mixedTickets = Array.from({ length: 70 }, (_, index) => (index % 10 === 3 ? unsureTicket : sureTicket));
const HURRIED = { deadlineMs: 2000, reminderMs: 1000 };

async function document(flow: Flow, name: string, bytes: Uint8Array): Promise<WorkflowHandle> {
  const { handle } = await flow.submitDocument(name, bytes);
  await handle.result();
  return handle;
}

async function reviewed(flow: Flow, decision: object, review?: ReviewTimers) {
  const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, review ? { review } : {});
  await flow.inReview(caseId);
  if (review) await flow.overdue(caseId);
  await handle.executeUpdate(REVIEW_UPDATE, { args: [decision] });
  await handle.result();
  return handle;
}

const approve = {
  action: 'approve',
  id: 'decision-1',
  reviewer: 'reviewer',
  changes: [{ path: 'sellerName', value: 'Nordlicht' }],
};
const reject = { action: 'reject', id: 'decision-2', reviewer: 'reviewer', reason: 'not addressed to us' };

/** By the name of its file. */
export const historyPaths: Record<string, HistoryPath> = {
  'document-xml-accepted': (flow) => document(flow, 'invoice.xml', ublInvoice),
  'document-page-accepted': (flow) => document(flow, 'page.json', wordsFile(soundFields)),
  'document-review-approved': (flow) => reviewed(flow, approve),
  'document-review-rejected': (flow) => reviewed(flow, reject),
  'document-review-overdue': (flow) => reviewed(flow, approve, { deadlineMs: 600, reminderMs: 250 }),
  'document-review-escalated': (flow) => reviewed(flow, approve, { deadlineMs: 900, reminderMs: 400, leadMs: 200 }),
  /** Begun by a build that knew no lead, gone on with by this one before the deadline. */
  async 'document-review-deployed'(flow) {
    await flow.deploy(earlierBuild('before-leads').workflowsPath);
    const review = { deadlineMs: 60_000, reminderMs: 60_000 };
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, { review });
    await flow.inReview(caseId);
    await flow.deploy();
    await flow.escalated(caseId);
    await handle.executeUpdate(REVIEW_UPDATE, { args: [approve] });
    await handle.result();
    return handle;
  },
  'document-refused': (flow) => document(flow, 'broken.pdf', brokenPdf),
  'document-several-parts': (flow) => document(flow, 'two.xml', twoInvoices),
  async 'document-escalated'(flow) {
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2032', 0.6] });
    const { handle } = await flow.submitDocument('doubt.json', file, { ladder: ['teacher'] });
    await handle.result();
    return handle;
  },
  async 'document-escalation-failed'(flow) {
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2033', 0.6] });
    const { caseId, handle } = await flow.submitDocument('doubt.json', file, { ladder: ['llm'] });
    await flow.inReview(caseId);
    await handle.executeUpdate(REVIEW_UPDATE, { args: [{ ...approve, changes: [] }] });
    await handle.result();
    return handle;
  },
  async 'ticket-accepted'(flow) {
    const { handle } = await flow.submitTicket(sureTicket);
    await handle.result();
    return handle;
  },
  async 'ticket-review'(flow) {
    const { caseId, handle } = await flow.submitTicket(unsureTicket, { ladder: ['llm'] });
    await flow.inReview(caseId);
    await handle.executeUpdate(REVIEW_UPDATE, { args: [{ ...approve, changes: [], label: 'refund' }] });
    await handle.result();
    return handle;
  },
  async 'ticket-batch'(flow) {
    const { handle } = await flow.submitBatch(mixedTickets, { ladder: ['llm'] });
    await handle.result();
    return handle;
  },
  async 'ticket-batch-waiting'(flow) {
    const { handle } = await flow.submitBatch(mixedTickets);
    await handle.result();
    return handle;
  },
  /** The tickets in doubt wait together until half their time to the first reminder is over. */
  async 'ticket-wait'(flow) {
    const { handle, waits } = await flow.submitBatch([sureTicket, unsureTicket], { review: HURRIED });
    await handle.result();
    await waits.result();
    return waits;
  },
  /** Begun by the decision on a ticket that waited with others. */
  async 'ticket-waiting-decided'(flow) {
    const { caseIds, handle } = await flow.submitBatch([sureTicket, unsureTicket]);
    await handle.result();
    const [, caseId = ''] = caseIds;
    await flow.decideWaiting(caseId, { ...approve, action: 'approve', changes: [], label: 'refund' });
    const decided = flow.client.workflow.getHandle(caseWorkflowId(caseId));
    await decided.result();
    return decided;
  },
  async 'ticket-batch-failed-slice'(flow) {
    const { handle } = await flow.submitBatch([sureTicket, { desk: 'desk-tiny', text: 'poison' }]);
    await handle.result();
    return handle;
  },
};
