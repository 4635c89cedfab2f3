import { DocketError } from '../schemas/errors.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import type { Urgency } from '../schemas/queues.ts';
import { planBatches } from './batch-plan.ts';
import { gramFeatures } from './gram-features.ts';
import { readHead } from './head-file.ts';
import { headLogits } from './linear-head.ts';
import type { Registry } from './registry.ts';
import { openEncoderOf } from './sentence-encoder.ts';
import type { SessionPool } from './session-pool.ts';
import { floatOutput, paddedRows } from './tensor.ts';
import { loadTokenizer } from './tokenizer.ts';

/** Bounds the memory of one run: 32 texts of 128 tokens. */
const BATCH_LIMITS = { maxRows: 32, maxTokens: 4096 };

/** The logits [labels] of each text, in order. Those of a text do not depend on the other texts. */
export type DeskClassifier = (texts: readonly string[], urgency?: Urgency) => Promise<Float32Array[]>;

/**
 * Opens what a desk's package holds: a network of its own, a linear head over an encoder, or both.
 * @throws DocketError `model.invalid`.
 */
export async function openClassifier(
  registry: Registry,
  sessions: SessionPool,
  card: ModelCard,
): Promise<DeskClassifier> {
  if (card.mix !== undefined) return openMix(registry, sessions, card, card.mix);
  return card.head === undefined ? openNetwork(registry, sessions, card) : openHead(registry, sessions, card);
}

/** Sums the logits of both by their weights: but for a constant, the weighted sum of their log-probabilities. */
async function openMix(
  registry: Registry,
  sessions: SessionPool,
  card: ModelCard,
  weights: NonNullable<ModelCard['mix']>,
): Promise<DeskClassifier> {
  const [network, head] = await Promise.all([
    openNetwork(registry, sessions, card),
    openHead(registry, sessions, card),
  ]);
  return async (texts, urgency) => {
    const [fromNetwork, fromHead] = await Promise.all([network(texts, urgency), head(texts, urgency)]);
    return fromNetwork.map((logits, text) =>
      logits.map((logit, label) => weights.network * logit + weights.head * (fromHead[text]?.[label] ?? Number.NaN)),
    );
  };
}

async function openNetwork(registry: Registry, sessions: SessionPool, card: ModelCard): Promise<DeskClassifier> {
  const files = registry.files(card.name, card.version);
  if (files.tokenizer === null || card.input === undefined) {
    throw new DocketError(
      'model.invalid',
      `${card.name} ${card.version}: a desk needs a tokenizer, input and calibration`,
    );
  }
  const tokenizer = loadTokenizer(files.tokenizer);
  const { maxLength, padId } = card.input;
  await sessions.warm(files.model, maxLength);

  return async (texts, urgency) => {
    const lane = laneOf(sessions, card, urgency);
    const ids = texts.map((text) => tokenizer.encode(text, maxLength));
    const answers: Float32Array[] = new Array(texts.length);
    const batches = planBatches(
      ids.map((row) => row.length),
      { maxLength, ...BATCH_LIMITS },
    );
    await Promise.all(
      batches.map(async ({ rows, width }) => {
        const tokens = rows.map((row) => ids[row] ?? []);
        const masks = tokens.map((row) => row.map(() => 1));
        const feeds = { input_ids: paddedRows(tokens, width, padId), attention_mask: paddedRows(masks, width, 0) };
        const { outputs } = await lane.run(files.model, feeds);
        const logits = floatOutput(outputs, 'logits', 2).data;
        rows.forEach((row, index) => {
          answers[row] = logits.subarray(index * card.labels.length, (index + 1) * card.labels.length);
        });
      }),
    );
    return answers;
  };
}

async function openHead(registry: Registry, sessions: SessionPool, card: ModelCard): Promise<DeskClassifier> {
  const { folder } = registry.files(card.name, card.version);
  const { head, vocabulary } = readHead(folder, card);
  const encoder = await openEncoderOf(registry, sessions, card);
  const sparseOf = gramFeatures(vocabulary);
  const length = card.head?.denseLength ?? 1;
  return async (texts, urgency) => {
    const embeddings = await encoder.embed(texts, { lane: laneOf(sessions, card, urgency) });
    return texts.map((text, index) => {
      const dense = (embeddings[index] ?? new Float32Array()).map((value) => value * length);
      return Float32Array.from(headLogits(head, { dense, sparse: sparseOf(text) }, new Float64Array(head.labels)));
    });
  };
}

function laneOf(sessions: SessionPool, { name }: ModelCard, urgency: Urgency | undefined): SessionPool {
  return sessions.lane({ flow: name, ...(urgency === undefined ? {} : { urgency }) });
}
