/** How much an older run counts beside the one after it: about the last twenty say what a run costs now. */
const FORGETTING = 0.95;

/**
 * What a run of one model costs: `fixedMs + msPerToken × padded tokens`, fitted to the runs so far by least squares with
 * exponential forgetting (Haykin, Adaptive Filter Theory, chapter 10, for the weights).
 */
export class RunCost {
  #weight = 0;
  #tokens = 0;
  #ms = 0;
  #squares = 0;
  #products = 0;

  learn(tokens: number, ms: number): void {
    this.#weight = this.#weight * FORGETTING + 1;
    this.#tokens = this.#tokens * FORGETTING + tokens;
    this.#ms = this.#ms * FORGETTING + ms;
    this.#squares = this.#squares * FORGETTING + tokens * tokens;
    this.#products = this.#products * FORGETTING + tokens * ms;
  }

  /** Milliseconds a run takes however small it is; 0 while runs of one size alone were seen. */
  get fixedMs(): number {
    return this.#line().fixed;
  }

  get msPerToken(): number {
    return this.#line().slope;
  }

  /** Expected milliseconds of a run; its tokens where nothing ran yet, so that runs can be compared all the same. */
  expect(tokens: number): number {
    if (this.#weight === 0) return tokens;
    const { fixed, slope } = this.#line();
    return fixed + slope * tokens;
  }

  #line(): { fixed: number; slope: number } {
    if (this.#weight === 0) return { fixed: 0, slope: 0 };
    const spread = this.#weight * this.#squares - this.#tokens ** 2;
    const through = this.#ms / Math.max(this.#tokens, 1);
    if (spread <= 1e-6 * this.#tokens ** 2) return { fixed: 0, slope: through };
    const slope = (this.#weight * this.#products - this.#tokens * this.#ms) / spread;
    const fixed = (this.#ms - slope * this.#tokens) / this.#weight;
    return slope > 0 && fixed > 0 ? { fixed, slope } : { fixed: 0, slope: through };
  }
}
