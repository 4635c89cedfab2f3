/** A character that the recogniser read on a line. */
export interface Glyph {
  text: string;
  /** Time step of its middle. */
  at: number;
  confidence: number;
  /** Characters that print alike and that the network held possible there. */
  alike: { text: string; score: number }[];
}
