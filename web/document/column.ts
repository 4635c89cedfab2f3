/** One column of a table of evidence: its field and the words above it. */
export interface Column {
  name: string;
  words: string;
}
