import type { DecisionRecord } from '../../schemas/case.ts';
import type { DocumentBoundStamp } from '../../schemas/document-bound.ts';
import { Hash } from '../parts/Hash.tsx';
import { ThresholdTable } from './ThresholdTable.tsx';

export function DecisionFacts({ decision }: { decision: DecisionRecord }) {
  return (
    <>
      <section className="card pad" aria-label="Decision">
        <h2>What decided</h2>
        <dl className="facts">
          <dt>Schema</dt>
          <dd>{decision.schemaVersion}</dd>
          <dt>Workflow build</dt>
          <dd>
            <Hash value={decision.build} />
          </dd>
          {decision.models.map(({ name, version, sha256 }) => (
            <ModelFact key={`${name} ${version}`} name={name} version={version} sha256={sha256} />
          ))}
          {decision.escalations.map(({ step, fields, outcome, why }) => (
            <EscalationFact
              key={`${step} ${fields.join()} ${outcome}`}
              step={step}
              fields={fields}
              outcome={outcome}
              why={why}
            />
          ))}
          {decision.documentBound && <DocumentBoundFact bound={decision.documentBound} />}
        </dl>
      </section>
      <ThresholdTable thresholds={decision.thresholds} />
    </>
  );
}

const scoreWords = { least: 'its least certain value', product: 'all its values together' };

function DocumentBoundFact({ bound }: { bound: DocumentBoundStamp }) {
  const { alpha, delta, threshold, reached, score, groups, population } = bound;
  return (
    <>
      <dt>Whole document</dt>
      <dd>
        {scoreWords[score]}: {reached === null ? 'not covered' : reached.toFixed(3)}, passes from{' '}
        {threshold === null ? 'no score' : threshold.toFixed(3)}
        <br />
        <span className="quiet">
          α {alpha}, δ {delta}, {groups} groups of {population}
        </span>
      </dd>
    </>
  );
}

function ModelFact({ name, version, sha256 }: { name: string; version: string; sha256: string | null }) {
  return (
    <>
      <dt>Model</dt>
      <dd>
        {name} {version} {sha256 !== null && <Hash value={sha256} />}
      </dd>
    </>
  );
}

function EscalationFact(fact: { step: string; fields: readonly string[]; outcome: string; why: string | undefined }) {
  const { step, fields, outcome, why } = fact;
  return (
    <>
      <dt>
        {outcome === 'skipped' ? 'Skipped' : 'Asked'} the {step === 'human' ? 'person' : step}
      </dt>
      <dd>
        {fields.join(', ')}: {why ?? outcome}
      </dd>
    </>
  );
}
