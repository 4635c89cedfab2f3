import type { ConfidenceBand } from '../../schemas/confidence-band.ts';

const bandWords: Record<ConfidenceBand, string> = { high: 'High', medium: 'Medium', low: 'Low' };
const bandMeaning: Record<ConfidenceBand, string> = {
  high: 'High: reaches the threshold from which the bound on the error holds',
  medium: 'Medium: below that threshold, but likelier right than wrong',
  low: 'Low: likelier wrong than right, or out of scope',
};

/** How sure a model is, in one word; what the word means on hover. */
export function BandChip({ band }: { band: ConfidenceBand }) {
  return (
    <span className="chip band" data-band={band} title={bandMeaning[band]}>
      {bandWords[band]}
    </span>
  );
}
