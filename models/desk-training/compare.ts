import type { ModelCard } from '../../schemas/model-card.ts';
import type { Comparison } from '../../schemas/serving.ts';
import type { TicketSpecialist } from '../ticket-specialist.ts';
import { shareOf } from './assess.ts';
import { mcnemar } from './binomial.ts';
import { rowHash } from './labelled-row.ts';

/** Fewer rows say nothing about which of two desks is better. */
const FEWEST_ROWS = 30;
/** How unlikely a difference must be by chance before it counts. */
const LEVEL = 0.05;

export type JudgedRow = { text: string; label: string; right: boolean };
export type Champion = {
  card: ModelCard;
  specialist: TicketSpecialist;
  /** Hashes of the rows that it learned from; null where its package does not list them. */
  learned: ReadonlySet<string> | null;
};

/**
 * The new version against the serving one, on rows that neither learned from and whose label both know. The new one serves
 * when it is better beyond chance, or when it is not worse and the labels have changed.
 */
export async function compare(
  challenger: ModelCard,
  judged: readonly JudgedRow[],
  champion: Champion,
): Promise<Comparison> {
  const known = new Set(champion.card.labels);
  const rows = judged.filter(({ text, label }) => known.has(label) && !champion.learned?.has(rowHash(text)));
  const answers = await champion.specialist.triage(rows.map(({ text }) => text));
  const champions = rows.map(({ label }, index) => answers[index]?.label.label === label);
  const challengers = rows.map(({ right }) => right);
  const only = (a: boolean[], b: boolean[]) => a.filter((one, row) => one && !b[row]).length;
  const gained = only(challengers, champions);
  const lost = only(champions, challengers);
  const p = mcnemar(gained, lost);
  const newLabels = challenger.labels.filter((label) => !known.has(label));
  const lostLabels = champion.card.labels.filter((label) => !challenger.labels.includes(label));
  const verdict = verdictOf(rows.length, gained - lost, p);
  const changed = newLabels.length + lostLabels.length > 0;
  const facts = {
    champion: champion.card.version,
    rows: rows.length,
    champions: shareOf(champions),
    challengers: shareOf(challengers),
    p,
    newLabels,
    lostLabels,
    verdict,
    serves: verdict === 'better' || (verdict === 'not-worse' && changed),
  };
  return { ...facts, sentence: sentenceOf(facts, challenger.version) };
}

function verdictOf(rows: number, difference: number, p: number): Comparison['verdict'] {
  if (rows < FEWEST_ROWS) return 'too-few-rows';
  if (p >= LEVEL) return 'not-worse';
  return difference > 0 ? 'better' : 'worse';
}

function sentenceOf(facts: Omit<Comparison, 'sentence'>, version: string): string {
  const { champion, rows, champions, challengers, p, newLabels, lostLabels, serves } = facts;
  const after = serves ? `${version} serves from now on.` : `${champion} goes on serving.`;
  if (facts.verdict === 'too-few-rows') {
    return `Only ${rows} row(s) that neither ${version} nor ${champion} learned from: too few to tell which is better. ${after}`;
  }
  const shares = `${percent(challengers.value)} of ${rows} rows that neither learned from, ${champion} ${percent(champions.value)}`;
  const chance = `p ${p < 0.001 ? 'below 0.001' : p.toFixed(3)}`;
  const words = {
    better: 'better beyond chance',
    'not-worse': 'no difference beyond chance',
    worse: 'worse beyond chance',
  };
  const labels = [...newLabels.map((label) => `+${label}`), ...lostLabels.map((label) => `-${label}`)];
  const change = labels.length > 0 ? ` Labels: ${labels.slice(0, 8).join(', ')}${labels.length > 8 ? ' …' : ''}.` : '';
  return `${version} is right on ${shares}: ${words[facts.verdict]} (${chance}).${change} ${after}`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
