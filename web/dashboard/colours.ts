/** What became of a case, as the states are coloured elsewhere. */
export const stateColours = {
  'without a person': 'var(--good)',
  'to a person': 'var(--warn-line)',
  refused: 'var(--bad)',
} as const;

const DESK_COLOURS = ['var(--accent)', 'var(--human)', 'var(--good)', 'var(--warn-line)', 'var(--bad)', 'var(--quiet)'];

/** A colour for each desk, in their order; with very many desks colours come again, and the table tells them apart. */
export function deskColours(desks: readonly string[]): { name: string; colour: string }[] {
  return desks.map((name, index) => ({ name, colour: DESK_COLOURS[index % DESK_COLOURS.length] ?? 'var(--quiet)' }));
}
