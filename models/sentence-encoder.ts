import { DocketError } from '../schemas/errors.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import { planBatches } from './batch-plan.ts';
import { producerOf, type Registry } from './registry.ts';
import type { SessionPool } from './session-pool.ts';
import { floatOutput, paddedRows } from './tensor.ts';
import { loadTokenizer } from './tokenizer.ts';

export const ENCODER = 'sentence-encoder';
/** Bounds the memory of one run: 16 texts of 128 tokens. */
const BATCH_LIMITS = { maxRows: 16, maxTokens: 2048 };
/** Tokens that are read of a text: what a ticket is about stands in its beginning. */
const MOST_TOKENS = 128;

export type SentenceEncoder = {
  card: ModelCard;
  /** One embedding of length one a text, in order. An embedding does not depend on the other texts. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
};

/** `lane`: of whoever asks, where that is not the encoder's opener. */
export type EmbedOptions = { afterBatch?: (done: number) => void; lane?: SessionPool };

/** Opens the encoder of desks. @throws DocketError `model.unknown`, `model.invalid`. */
export async function openSentenceEncoder(
  registry: Registry,
  sessions: SessionPool,
  name: string = ENCODER,
  version?: string,
): Promise<SentenceEncoder> {
  const card = registry.card(name, version);
  const files = registry.files(name, card.version);
  if (card.task !== 'text-embedding' || files.tokenizer === null || card.input === undefined) {
    throw new DocketError('model.invalid', `${name} ${card.version} is no sentence encoder`);
  }
  const tokenizer = loadTokenizer(files.tokenizer);
  const { padId } = card.input;
  const maxLength = Math.min(card.input.maxLength, MOST_TOKENS);
  await sessions.warm(files.model, maxLength);

  return {
    card,
    async embed(texts, { afterBatch, lane = sessions.lane({}) } = {}) {
      const ids = texts.map((text) => tokenizer.encode(text, maxLength));
      const out: Float32Array[] = new Array(texts.length);
      const lengths = ids.map((row) => row.length);
      let done = 0;
      const run = async ({ rows, width }: { rows: number[]; width: number }) => {
        const tokens = rows.map((row) => ids[row] ?? []);
        const masks = tokens.map((row) => row.map(() => 1));
        const feeds = { input_ids: paddedRows(tokens, width, padId), attention_mask: paddedRows(masks, width, 0) };
        const { outputs } = await lane.run(files.model, feeds);
        const { data, dims } = floatOutput(outputs, 'embedding', 2);
        const size = dims[1] ?? 0;
        rows.forEach((row, index) => {
          out[row] = toLengthOne(data.slice(index * size, (index + 1) * size));
        });
        done += rows.length;
        afterBatch?.(done);
      };
      const batches = planBatches(lengths, { maxLength, ...BATCH_LIMITS });
      const lanes = Array.from({ length: sessions.threads + 1 }, async () => {
        for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await run(batch);
      });
      await Promise.all(lanes);
      return out;
    },
  };
}

/** The encoder that a desk was trained over, byte for byte. @throws DocketError `model.invalid` where it is another. */
export async function openEncoderOf(
  registry: Registry,
  sessions: SessionPool,
  desk: ModelCard,
): Promise<SentenceEncoder> {
  const wanted = desk.head?.encoder;
  if (wanted === undefined) throw new DocketError('model.invalid', `${desk.name} ${desk.version} has no head`);
  const encoder = await openSentenceEncoder(registry, sessions, wanted.name, wanted.version);
  if (producerOf(encoder.card).sha256 !== wanted.sha256) {
    throw new DocketError(
      'model.invalid',
      `${desk.name} ${desk.version} was trained over another ${wanted.name} ${wanted.version}; train it again`,
    );
  }
  return encoder;
}

function toLengthOne(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] as number) / length;
  return vector;
}
