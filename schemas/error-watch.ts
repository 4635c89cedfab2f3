/** What speaks against a bound so far; grows with every case that is looked at. */
export interface ErrorWatch {
  looked: number;
  /** Sum of the shares of wrong values. */
  errors: number;
  /** Logarithm of each bettor's wealth, in the order of the stakes. */
  wealth: number[];
  /** The largest evidence that there ever was: an alarm stays one. */
  most: number;
}
