import { Counter, type Registry } from 'prom-client';
import { DOCUMENTS } from '../schemas/policy.ts';
import { onOutcomeRecorded, type RecordedOutcome } from '../store/outcome-channel.ts';

/** Counts what becomes of cases in this process, as outcomes are put on record. */
export function decisionMetrics(registry: Registry): void {
  const registers = [registry];
  const labelNames = ['kind', 'desk', 'outcome'] as const;
  const decisions = new Counter({
    name: 'docket_decisions_total',
    help: 'Cases by what first became of them; review: a person is asked',
    labelNames,
    registers,
  });
  const reviews = new Counter({
    name: 'docket_reviews_total',
    help: 'Decisions that people took on cases',
    labelNames,
    registers,
  });
  const escalated = new Counter({
    name: 'docket_escalated_cases_total',
    help: 'Cases that a step above the specialist was asked about, once a step',
    labelNames: ['kind', 'desk', 'step'],
    registers,
  });
  onOutcomeRecorded((recorded) => {
    const { kind, desk, state } = recorded;
    const labels = { kind, desk: desk ?? DOCUMENTS };
    if (recorded.revision > 1) return reviews.inc({ ...labels, outcome: state });
    decisions.inc({ ...labels, outcome: state });
    for (const step of stepsOf(recorded)) escalated.inc({ ...labels, step });
  });
}

function stepsOf({ outcome, state }: RecordedOutcome): Set<string> {
  const asked = outcome.kind === 'refused' ? [] : outcome.decision.escalations;
  const steps = asked.filter((one) => one.outcome !== 'skipped').map(({ step }) => step);
  return new Set([...steps, ...(state === 'review' ? ['person'] : [])]);
}
