import type { LabelReason } from '../schemas/desk-trial.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { AcceptanceThreshold, ModelCard } from '../schemas/model-card.ts';
import type { Urgency } from '../schemas/queues.ts';
import type { Triage } from '../schemas/ticket.ts';
import { openClassifier } from './desk-classifier.ts';
import { reasonsForLabels } from './label-reasons.ts';
import { isOutOfScope, outOfScopeScore } from './out-of-scope.ts';
import { producerOf, type Registry } from './registry.ts';
import type { SessionPool } from './session-pool.ts';
import { softmax } from './softmax.ts';

/** Labels named beside the chosen one. */
const ALTERNATIVES = 5;
/** Where a card states no rule, the score is still reported. */
const DEFAULT_SCORE = { score: 'max-probability', temperature: 1 } as const;

export type TicketSpecialist = {
  producer: Producer;
  labels: readonly string[];
  /** Label → topic; a label that is its own topic is absent. */
  topics: Readonly<Record<string, string>>;
  thresholds: Readonly<Record<string, AcceptanceThreshold>>;
  /** One answer a text, in order. An answer does not depend on the other texts. */
  triage(texts: string[], urgency?: Urgency): Promise<Triage[]>;
  /** Why a text gets these labels; one that the desk does not have is left out. */
  reasons(text: string, labels: readonly string[]): Promise<LabelReason[]>;
};

/**
 * Opens the specialist of a desk.
 * @throws DocketError `ticket.unknown-desk` where no text classifier of that name is installed, `model.invalid`.
 */
export async function openTicketSpecialist(
  registry: Registry,
  sessions: SessionPool,
  desk: string,
  version?: string,
): Promise<TicketSpecialist> {
  const card = deskCard(registry, desk, version);
  if (card.calibration === undefined) {
    throw new DocketError('model.invalid', `${desk} ${card.version}: a desk needs a tokenizer, input and calibration`);
  }
  const classify = await openClassifier(registry, sessions, card);
  const decide = decider(card);
  const { labels } = card;
  const { temperature, thresholds } = card.calibration;
  return {
    producer: producerOf(card),
    labels,
    topics: card.topics ?? {},
    thresholds,
    triage: async (texts, urgency) => (await classify(texts, urgency)).map(decide),
    reasons: (text, wanted) => reasonsForLabels(classify, { labels, temperature }, text, wanted),
  };
}

function deskCard(registry: Registry, desk: string, version?: string): ModelCard {
  try {
    const card = registry.card(desk, version);
    if (card.task === 'text-classification') return card;
  } catch (error) {
    const isUnknown = error instanceof DocketError && error.code === 'model.unknown';
    if (!isUnknown || registry.versions(desk).length > 0) throw error;
  }
  const desks = registry.list().filter((card) => card.task === 'text-classification');
  const known = desks.map((card) => card.name).join(', ') || 'none';
  throw new DocketError('ticket.unknown-desk', `There is no desk "${desk}"; installed are ${known}`);
}

/** From the logits [C] of one text to its decision: calibrated softmax, scope, acceptance by the card's bound. */
function decider(card: ModelCard): (logits: Float32Array) => Triage {
  const by = producerOf(card);
  const rule = card.calibration?.outOfScope ?? null;
  const temperature = card.calibration?.temperature ?? 1;
  return (logits) => {
    if (logits.length !== card.labels.length || logits.some(Number.isNaN)) {
      throw new DocketError('model.failed', `${card.name} gave ${logits.length} scores that do not fit its labels`);
    }
    const ranked = softmax(logits, temperature)
      .map((confidence, index) => ({ label: card.labels[index] ?? '', confidence }))
      .sort((a, b) => b.confidence - a.confidence);
    const [best, ...rest] = ranked;
    if (!best) throw new DocketError('model.invalid', `${card.name} has no labels`);
    const oosScore = outOfScopeScore(logits, rule ?? DEFAULT_SCORE);
    const outOfScope = rule !== null && isOutOfScope(oosScore, rule);
    const bound = (card.calibration?.thresholds[best.label] ?? card.calibration?.thresholds['*'])?.threshold ?? null;
    return {
      label: {
        ...best,
        accepted: !outOfScope && bound !== null && best.confidence >= bound,
        source: 'specialist',
        by,
        alternatives: rest.slice(0, ALTERNATIVES),
      },
      outOfScope,
      oosScore,
    };
  };
}
