import type { CaseDetail } from '../../schemas/case.ts';
import { ChainEntries } from './ChainEntries.tsx';
import { DecisionFacts } from './DecisionFacts.tsx';

/** What an auditor asks: what decided, by which bounds, and the entries of the chain. */
export function AuditTab({ item }: { item: CaseDetail }) {
  const decision = item.outcome !== null && item.outcome.kind !== 'refused' ? item.outcome.decision : null;
  return (
    <div className="stack">
      {decision !== null && <DecisionFacts decision={decision} />}
      <ChainEntries id={item.id} updatedAt={item.updatedAt} />
      <section className="card pad" aria-label="Check it yourself">
        <h2>Check it yourself</h2>
        <dl className="facts">
          <dt>The chain is whole</dt>
          <dd>
            <code>npx docket audit verify</code>
          </dd>
          <dt>The workflow decides the same again</dt>
          <dd>
            <code>npx docket audit replay {item.id}</code>
          </dd>
          <dt>The models read the same again</dt>
          <dd>
            <code>npx docket audit rerun {item.id}</code>
          </dd>
        </dl>
      </section>
    </div>
  );
}
