/** What one call of a larger model cost. */
export interface ModelUsage {
  promptTokens: number;
  answerTokens: number;
  ms: number;
  /** The answer was known: nothing was asked, nothing spent. */
  cached: boolean;
}

/** What larger models may be asked for; null: without end. */
export interface ModelBudget {
  caseTokens: number;
  caseMs: number;
  deskDayTokens: number | null;
  dayTokens: number | null;
  /** In the currency of the prices. */
  dayCost: number | null;
  /** Per million tokens. */
  promptPrice: number;
  answerPrice: number;
}
