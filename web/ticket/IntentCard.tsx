import { bandOf } from '../../schemas/confidence-band.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { TicketResult } from '../../schemas/ticket.ts';
import { BandChip } from '../parts/BandChip.tsx';
import { CheckIcon, WarningIcon } from '../parts/icons.tsx';
import { labelWords } from './label-words.ts';
import { ScoreBar } from './ScoreBar.tsx';

/** Alternatives shown beside the chosen label. */
const ALTERNATIVES = 3;

export function IntentCard({ result, bound }: { result: TicketResult; bound: AcceptanceThreshold | undefined }) {
  const threshold = bound?.threshold ?? null;
  const { intent } = result;
  const others = intent.alternatives.filter(({ label }) => label !== intent.label).slice(0, ALTERNATIVES);
  return (
    <section className="card pad stack-tight" aria-label="Intent">
      <p className="eyebrow">Intent</p>
      <p className="big-label">
        {labelWords(intent.label)}
        {intent.accepted ? <CheckIcon className="good" /> : <WarningIcon className="warn" />}
        {intent.source !== 'human' && <BandChip band={bandOf(intent.confidence, bound, result.outOfScope)} />}
        <span className="visually-hidden">{intent.accepted ? 'accepted' : 'in doubt'}</span>
      </p>
      <ScoreBar score={intent} threshold={intent.source === 'human' ? null : threshold} strong />
      {others.length > 0 && <p className="eyebrow">Alternatives</p>}
      {others.map((score) => (
        <ScoreBar key={score.label} score={score} threshold={null} />
      ))}
      <p className="quiet">
        {intent.source === 'human'
          ? `Chosen by ${intent.by.name}`
          : `By ${intent.source} ${intent.by.name} ${intent.by.version}`}
        {intent.source !== 'human' && threshold !== null && `; accepted from ${(threshold * 100).toFixed(1)} %`}
      </p>
    </section>
  );
}
