import type { Box } from '../schemas/place.ts';

/** A word as its engine delivered it, before it has a place in the reading order. */
export interface PlacedWord {
  text: string;
  box: Box;
  /** Where the word would stand if its page were level; decides the order in place of `box`. */
  level?: Box;
  /** Font size (text) or height (optical recognition) in page units. */
  size: number;
  /** Reads left to right along the page's x axis. */
  upright: boolean;
  /** Degrees, clockwise, by which a word that is not upright is turned; words of one turn are read together. */
  turn?: number;
  /** The engine saw no white space between this word and its neighbour in the same direction. */
  touchesNext: boolean;
  touchesPrevious: boolean;
  /** Painted, but so that a digit or most letters of it are not seen. */
  unseen?: boolean;
  /** Given by optical recognition alone. */
  confidence?: number;
}
