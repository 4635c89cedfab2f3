/** What speaks against a bound so far; grows with every case that is looked at. */
export interface ErrorWatch {
  looked: number;
  /** Sum of the shares of wrong values. */
  errors: number;
  /** Logarithm of each bettor's wealth, in the order of the stakes; one that has not bet yet is not there. */
  wealth: number[];
  /** The largest evidence that there ever was: an alarm stays one. */
  most: number;
}

/** Before anything was looked at. */
export const newWatch: ErrorWatch = { looked: 0, errors: 0, wealth: [], most: 1 };
