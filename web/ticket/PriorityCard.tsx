import type { Priority } from '../../schemas/ticket.ts';
import { impactWords, urgencyWords } from './priority-words.ts';

export function PriorityCard({ priority }: { priority: Priority }) {
  return (
    <section className="card pad stack-tight" aria-label="Priority">
      <p className="eyebrow">Priority</p>
      <p className="big-label">
        <span className="chip priority" data-level={priority.level}>
          {priority.level}
        </span>
        <span className="quiet">
          {impactWords[priority.impact]} · {urgencyWords[priority.urgency]}
        </span>
      </p>
      <p className="quiet">{priority.reason}</p>
    </section>
  );
}
