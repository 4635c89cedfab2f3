import { z } from 'zod';
import { sha256 } from './primitives.ts';

/** What a token of a reader of words is: a piece, a word counting by its first one, or the sum of a word's pieces. */
export const wordAggregation = z.enum(['first', 'sum']);
export type WordAggregation = z.infer<typeof wordAggregation>;

const fileEntry = z.object({ sha256, bytes: z.number().int().positive() });

/**
 * A stated bound: among values whose confidence reaches `threshold`, the error is at most `alpha` with probability
 * `1 - delta`, for `population`, resting on `n` values of `groups` independent groups. A null threshold accepts nothing.
 * `mediumFrom`: from which confidence on a value that does not reach the threshold counts as of medium confidence.
 */
export const acceptanceThreshold = z.object({
  threshold: z.number().min(0).max(1).nullable(),
  alpha: z.number().positive(),
  delta: z.number().positive(),
  n: z.number().int().nonnegative(),
  groups: z.number().int().nonnegative().nullable(),
  coverage: z.number().min(0).max(1),
  population: z.string(),
  mediumFrom: z.number().min(0).max(1).optional(),
});
export type AcceptanceThreshold = z.infer<typeof acceptanceThreshold>;

const weights = z.tuple([z.number(), z.number(), z.number()]);

/**
 * How far a teacher is believed where the specialist `after` was in doubt: log-odds of the confidence = weights of the
 * teacher's and the specialist's log-odds and a shift, where both name a value, where they differ and where the teacher
 * alone found one; and the bounds that values so calibrated keep. Without weights nothing of that relation is accepted.
 */
export const escalationCalibration = z.object({
  after: z.object({ name: z.string(), version: z.string(), sha256 }),
  n: z.number().int().nonnegative(),
  weights: z.object({ agree: weights, differ: weights, alone: weights }).partial(),
  thresholds: z.record(z.string(), acceptanceThreshold),
});
export type EscalationCalibration = z.infer<typeof escalationCalibration>;

/**
 * The linear head of a desk. `grams.json` names its grams. `head.bin`, little-endian, features being dense + grams:
 * float32: weights [features, labels], bias [labels], rarity [grams], all float32;
 * int8: bias [labels], rarity [grams] and scale [features] as float32, then codes [features, labels] as int8.
 */
export const deskHead = z.object({
  encoder: z.object({ name: z.string(), version: z.string(), sha256 }),
  dense: z.number().int().nonnegative(),
  /** The embedding is scaled to this length. */
  denseLength: z.number().positive(),
  grams: z.number().int().nonnegative(),
  precision: z.enum(['float32', 'int8']).default('float32'),
});
export type DeskHead = z.infer<typeof deskHead>;

/** `card.json` beside every model: what it is, what made it, what it is worth. */
export const modelCard = z.looseObject({
  name: z.string(),
  version: z.string(),
  task: z.enum(['text-classification', 'token-classification', 'text-embedding', 'ocr-detection', 'ocr-recognition']),
  language: z.array(z.string()),
  labels: z.array(z.string()),
  kinds: z.array(z.string()).optional(),
  topics: z.record(z.string(), z.string()).optional(),
  base: z.looseObject({ package: z.string(), version: z.string(), sha256: z.string() }).optional(),
  /** Desks with a linear head over an encoder of its own package and over the grams of a text. */
  head: deskHead.optional(),
  /** Desks with a network beside their head: the logits are the sum of both, each times its weight. */
  mix: z.object({ network: z.number().positive(), head: z.number().positive() }).optional(),
  precision: z.string(),
  parameters: z.number().int().optional(),
  files: z.record(z.string(), fileEntry),
  input: z
    .looseObject({
      maxLength: z.number().int().positive(),
      padId: z.number().int().default(0),
      clsId: z.number().int().default(101),
      sepId: z.number().int().default(102),
      unkId: z.number().int().default(100),
      layout: z.boolean().default(false),
      stride: z.number().int().positive().optional(),
      /** Token pieces of one word that a document specialist sees. */
      maxPiecesPerWord: z.number().int().positive().optional(),
      wordAggregation: wordAggregation.default('first'),
    })
    .optional(),
  calibration: z
    .looseObject({
      temperature: z.number().positive(),
      split: z.string(),
      n: z.number().int(),
      outOfScope: z
        .object({
          score: z.enum(['energy', 'max-probability']),
          temperature: z.number().positive(),
          threshold: z.number(),
          higherIsOutOfScope: z.boolean(),
        })
        .nullable()
        .optional(),
      thresholds: z.record(z.string(), acceptanceThreshold),
      /** Document specialists: slope and offset of the confidence over the log-odds of a value's score, by field name or `*`. */
      platt: z.record(z.string(), z.tuple([z.number(), z.number()])).optional(),
      kindTemperature: z.number().positive().optional(),
      escalation: escalationCalibration.optional(),
    })
    .optional(),
  training: z.unknown().optional(),
  metrics: z.unknown().optional(),
  licence: z.string(),
  createdAt: z.string(),
});
export type ModelCard = z.infer<typeof modelCard>;

/** The file that says what a model says: a network, with a head beside it or not, or a linear head alone. */
export const weightsFile = ({ head, mix }: ModelCard): string =>
  head === undefined || mix !== undefined ? 'model.onnx' : 'head.bin';
