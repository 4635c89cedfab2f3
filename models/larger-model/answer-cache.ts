/** Keeps usable answers by what was asked of which model, so that the same question is asked once. */
export interface AnswerCache {
  get(key: string): Promise<string | null>;
  set(key: string, answer: string): Promise<void>;
}
