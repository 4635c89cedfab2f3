import { z } from 'zod';
import { currencyCode, isoInstant } from './primitives.ts';

/** What the money saved is reckoned with: an operator's own figures, shown beside every sum that rests on them. */
export const savingsAssumptions = z.strictObject({
  /** Minutes that a person takes for a case without Docket. */
  minutesPerDocument: z.number().min(0).max(600),
  minutesPerTicket: z.number().min(0).max(600),
  costPerHour: z.number().min(0).max(100_000),
  /** Also that of the prices of larger models. */
  currency: currencyCode,
});
export type SavingsAssumptions = z.infer<typeof savingsAssumptions>;

export const defaultAssumptions: SavingsAssumptions = {
  minutesPerDocument: 5,
  minutesPerTicket: 2,
  costPerHour: 30,
  currency: 'EUR',
};

export const statisticsStep = z.enum(['day', 'week', 'month']);
export type StatisticsStep = z.infer<typeof statisticsStep>;

/** A share of `n` with Wilson's interval of 95 %. */
export const countedShare = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() });
export type CountedShare = z.infer<typeof countedShare>;

/** Cases by what first became of them; `modelCost` and `saved` in the currency of the assumptions. */
const counts = z.object({
  desk: z.string(),
  decided: z.number().int(),
  /** Passed without a person. */
  automated: z.number().int(),
  /** Sent to a person. */
  escalated: z.number().int(),
  /** Could not be read, or was for no desk. */
  refused: z.number().int(),
  /** A larger model was asked, or should have been. */
  largerModel: z.number().int(),
  modelCost: z.number(),
  /** What the automated cases would have cost a person, less what larger models cost. */
  saved: z.number(),
});

export const deskStatistics = counts.extend({
  /** Decisions of people; of `timed` of them the page measured how long the case was open. */
  reviewed: z.number().int(),
  timed: z.number().int(),
  /** Medians, in milliseconds: with the case open, and from its coming to review to the decision. */
  reviewMs: z.number().nullable(),
  waitMs: z.number().nullable(),
});
export type DeskStatistics = z.infer<typeof deskStatistics>;

export const statisticsPoint = counts.extend({ at: isoInstant });
export type StatisticsPoint = z.infer<typeof statisticsPoint>;

/**
 * How often a field was right: `passed` of what was accepted without a person, by second looks, which are drawn by
 * chance; `suggested` of what people saw in review, by what they changed: mostly doubtful values.
 */
export const fieldAccuracy = z.object({
  desk: z.string(),
  field: z.string(),
  passed: countedShare.nullable(),
  suggested: countedShare.nullable(),
});
export type FieldAccuracy = z.infer<typeof fieldAccuracy>;

export const statistics = z.object({
  from: isoInstant,
  to: isoInstant,
  every: statisticsStep,
  assumptions: savingsAssumptions,
  desks: z.array(deskStatistics),
  over: z.array(statisticsPoint),
  accuracy: z.array(fieldAccuracy),
});
export type Statistics = z.infer<typeof statistics>;
