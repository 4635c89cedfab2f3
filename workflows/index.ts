export { documentWorkflow } from './document-workflow.ts';
export { regionWorkflow } from './region-workflow.ts';
export { ticketBatchWorkflow } from './ticket-batch-workflow.ts';
export { ticketWaitWorkflow } from './ticket-wait-workflow.ts';
export { ticketWorkflow } from './ticket-workflow.ts';
