/** One thing that is decided, a ticket's label or a field of a document, and what became of it each way. */
export interface Unit {
  id: string;
  /** What it depends on: its layout, its seller, or itself. */
  group: string;
  /** How many of the population it stands for: a sample takes relatively more of the doubtful. */
  weight: number;
  /** The specialist's. */
  confidence: number;
  /** The ladder asks about it. */
  doubtful: boolean;
  /** Is the specialist's value right? */
  before: boolean;
  /** Is the larger model's, put in its place where it gives one? */
  replaced: boolean;
  /** Is what the ladder makes of both, where it asks? */
  merged: boolean;
  agreed: boolean;
  /** Of asking the larger model about this. */
  ms: number;
  tokens: number;
}

export interface Way {
  quality: number;
  /** Share of units that the larger model is asked about. */
  share: number;
  /** Milliseconds and tokens of the larger model a unit, over all units. */
  ms: number;
  tokens: number;
}

export interface Curve {
  share: number;
  quality: number;
}

const sum = (units: readonly Unit[], of: (unit: Unit) => number): number =>
  units.reduce((total, unit) => total + unit.weight * of(unit), 0);

export function mean(units: readonly Unit[], of: (unit: Unit) => number): number {
  const total = sum(units, () => 1);
  return total === 0 ? 0 : sum(units, of) / total;
}

/** Nobody is asked. */
export const never = (units: readonly Unit[]): Way => ({
  quality: mean(units, ({ before }) => Number(before)),
  share: 0,
  ms: 0,
  tokens: 0,
});

/** The larger model is asked about everything, and its value stands where it gives one. */
export const always = (units: readonly Unit[]): Way => ({
  quality: mean(units, ({ replaced }) => Number(replaced)),
  share: 1,
  ms: mean(units, ({ ms }) => ms),
  tokens: mean(units, ({ tokens }) => tokens),
});

/** The larger model is asked about what is in doubt. */
export const ladder = (units: readonly Unit[]): Way => ({
  quality: mean(units, ({ doubtful, before, merged }) => Number(doubtful ? merged : before)),
  share: mean(units, ({ doubtful }) => Number(doubtful)),
  ms: mean(units, ({ doubtful, ms }) => (doubtful ? ms : 0)),
  tokens: mean(units, ({ doubtful, tokens }) => (doubtful ? tokens : 0)),
});

/** What is expected where as many are asked about, drawn by chance. */
export function random(units: readonly Unit[], share: number): Way {
  const [none, all] = [never(units), always(units)];
  const between = (a: number, b: number) => a + share * (b - a);
  return {
    quality: between(none.quality, all.quality),
    share,
    ms: between(none.ms, all.ms),
    tokens: between(none.tokens, all.tokens),
  };
}

/** Quality where the least certain are asked about first, from nobody to everybody. */
export function leastCertainFirst(units: readonly Unit[]): Curve[] {
  const total = sum(units, () => 1);
  let [asked, quality] = [0, sum(units, ({ before }) => Number(before))];
  const curve = [{ share: 0, quality: quality / total }];
  for (const unit of [...units].sort((a, b) => a.confidence - b.confidence)) {
    asked += unit.weight;
    quality += unit.weight * (Number(unit.replaced) - Number(unit.before));
    curve.push({ share: asked / total, quality: quality / total });
  }
  return curve;
}

/** The quality of the last point of a curve with at most this share. */
export const qualityAt = (curve: readonly Curve[], share: number): number =>
  curve.findLast((point) => point.share <= share + 1e-9)?.quality ?? Number.NaN;
