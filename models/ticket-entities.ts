import { DocketError } from '../schemas/errors.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import { type Entity, entityKind } from '../schemas/ticket.ts';
import { planBatches } from './batch-plan.ts';
import { calibratedConfidence, isAccepted } from './confidence.ts';
import { mergeWindows, type TokenWindow, windowsOf } from './decode/windows.ts';
import { decodeSpans, type EntitySpan } from './entities/decode-spans.ts';
import { textWords } from './entities/text-words.ts';
import { producerOf, type Registry } from './registry.ts';
import type { SessionPool } from './session-pool.ts';
import { floatOutput, paddedRows } from './tensor.ts';
import { loadTokenizer } from './tokenizer.ts';

export const TICKET_ENTITIES = 'ticket-entities';
/** Bounds the memory of one run: 32 windows of 128 tokens. */
const BATCH_LIMITS = { maxRows: 32, maxTokens: 4096 };

export type EntitySpecialist = {
  producer: Producer;
  /** The entities of each text, in order; offsets into that text. An answer does not depend on the other texts. */
  find(texts: readonly string[]): Promise<Entity[][]>;
};

/** Opens the specialist that finds entities in tickets. @throws DocketError `model.unknown`, `model.invalid`. */
export async function openEntitySpecialist(
  registry: Registry,
  sessions: SessionPool,
  version?: string,
): Promise<EntitySpecialist> {
  const card = registry.card(TICKET_ENTITIES, version);
  const { settings, calibration, kinds } = entitySettings(card);
  const files = registry.files(TICKET_ENTITIES, card.version);
  if (files.tokenizer === null) throw new DocketError('model.invalid', `${TICKET_ENTITIES} has no tokenizer`);
  const tokenizer = loadTokenizer(files.tokenizer);
  const by = producerOf(card);
  await sessions.warm(files.model, settings.maxLength);

  const entityOf = (text: string, { kind, start, end, score }: EntitySpan): Entity => {
    const confidence = calibratedConfidence(calibration, kind, score);
    const found = text.slice(start, end);
    return {
      kind: entityKind.parse(kind),
      value: found.replace(/^#\s*/, '').replaceAll(/\s+/g, ' '),
      text: found,
      start,
      end,
      source: 'specialist',
      confidence,
      accepted: isAccepted(calibration.thresholds, kind, confidence),
      by,
    };
  };

  return {
    producer: by,
    async find(texts) {
      const read = texts.map((text) => {
        const words = textWords(text);
        const placeless = words.map((word) => ({ text: word.text, box: NOWHERE }));
        return { words, windows: windowsOf({ width: 1, height: 1, words: placeless }, tokenizer.pieces, settings) };
      });
      const logits = await runAll(
        sessions.lane({ flow: TICKET_ENTITIES }),
        files.model,
        read.flatMap(({ windows }) => windows),
        settings,
      );
      let next = 0;
      return read.map(({ words, windows }, index) => {
        next += windows.length;
        const merged = mergeWindows(
          windows,
          logits.slice(next - windows.length, next),
          words.length,
          card.labels.length,
        );
        const text = texts[index] ?? '';
        return decodeSpans(words, merged, kinds, calibration.temperature).map((span) => entityOf(text, span));
      });
    },
  };
}

/** The same, or null where none is installed: then rules alone find entities. @throws DocketError `model.invalid`. */
export async function openInstalledEntities(
  registry: Registry,
  sessions: SessionPool,
): Promise<EntitySpecialist | null> {
  try {
    registry.card(TICKET_ENTITIES);
  } catch (error) {
    if (error instanceof DocketError && error.code === 'model.unknown') return null;
    throw error;
  }
  return await openEntitySpecialist(registry, sessions);
}

/** Words of a text have no place; windows of a page are cut from them all the same. */
const NOWHERE: [number, number, number, number] = [0, 0, 0, 0];

/** Logits of each window, row-major. Windows of one padded width run together. */
async function runAll(
  sessions: SessionPool,
  model: string,
  windows: readonly TokenWindow[],
  { maxLength, padId }: { maxLength: number; padId: number },
): Promise<Float32Array[]> {
  const answers = new Array<Float32Array>(windows.length);
  const lengths = windows.map((window) => window.ids.length);
  await Promise.all(
    planBatches(lengths, { maxLength, ...BATCH_LIMITS }).map(async ({ rows, width }) => {
      const ids = rows.map((row) => windows[row]?.ids ?? []);
      const mask = ids.map((row) => row.map(() => 1));
      const feeds = { input_ids: paddedRows(ids, width, padId), attention_mask: paddedRows(mask, width, 0) };
      const { data } = floatOutput((await sessions.run(model, feeds)).outputs, 'logits', 3);
      const size = data.length / rows.length;
      rows.forEach((row, place) => {
        answers[row] = data.subarray(place * size, (place + 1) * size);
      });
    }),
  );
  return answers;
}

function entitySettings(card: ModelCard) {
  const { input, calibration, labels } = card;
  const kinds = labels.flatMap((label) => (label.startsWith('B-') ? [label.slice(2)] : []));
  const expected = ['O', ...kinds.flatMap((kind) => [`B-${kind}`, `I-${kind}`])];
  const unknown = kinds.filter((kind) => !entityKind.safeParse(kind).success);
  const problem =
    card.task !== 'token-classification'
      ? `is a model for ${card.task}`
      : calibration === undefined || input?.stride === undefined || input.maxPiecesPerWord === undefined
        ? 'states no calibration or no windows'
        : labels.join() !== expected.join()
          ? 'does not name its labels as O, then B and I of each kind'
          : unknown.length > 0
            ? `finds kinds that this version does not know: ${unknown.join(', ')}`
            : null;
  if (problem !== null || !calibration || input?.stride === undefined || input.maxPiecesPerWord === undefined) {
    throw new DocketError('model.invalid', `${card.name} ${card.version} ${problem}`);
  }
  const { stride, maxPiecesPerWord } = input;
  return { settings: { ...input, stride, maxPiecesPerWord }, calibration, kinds };
}
