import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inferenceJob } from '../../schemas/queues.ts';

const blob = { sha256: 'a'.repeat(64), bytes: 2, mediaType: 'application/json' };
const target = { workflowId: 'case-1', runId: 'r', activityId: '1' };
const jobs = [
  { task: 'extract', target, model: 'invoice', reading: blob, part: 1, urgency: 'interactive' },
  { task: 'triage', target, model: 'banking77', texts: blob, urgency: 'bulk' },
];

it('takes jobs with a trace context, and those of builds that had none', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  for (const job of jobs) {
    const { urgency: _, ...earlier } = job;
    assert.deepEqual(inferenceJob.parse(earlier), job);
    assert.deepEqual(inferenceJob.parse({ ...job, traceparent }), { ...job, traceparent });
  }
});
