/** The codes of a list written as text, with white space between them. */
export function codeList(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
