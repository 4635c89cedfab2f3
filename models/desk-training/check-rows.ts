import { keyOf, type LabelledRow, placeOf, type RowNote } from './labelled-row.ts';

/** Fewer rows of a label can be neither learned nor measured. */
const FEWEST_A_LABEL = 2;
/** Fewer rows than this of a label are named in a warning. */
const FEW_A_LABEL = 8;
const FEWEST_ROWS = 20;
/** Names listed in one warning; the rest are counted. */
const SHOWN = 10;

export type CheckedRows =
  | {
      kind: 'good';
      rows: LabelledRow[];
      labels: string[];
      dropped: { empty: number; duplicates: number };
      warnings: RowNote[];
    }
  | { kind: 'refused'; problems: RowNote[] };

/**
 * Drops empty rows and repeated texts with a warning, and refuses what no training can mend: one label, labels with too few
 * rows, one text under two labels. With `leaveOutConflicts` texts under two labels are dropped too.
 */
export function checkRows(given: readonly LabelledRow[], leaveOutConflicts = false): CheckedRows {
  const warnings: RowNote[] = [];
  const rows = given.map((row) => ({ ...row, label: row.label.trim() }));
  const filled = rows.filter(({ text, label }) => text.trim() !== '' && label !== '');
  const empty = rows.filter(({ text, label }) => text.trim() === '' || label === '');
  if (empty.length > 0) warnings.push(note(empty, `${empty.length} row(s) without a text or a label were left out`));

  const byKey = Map.groupBy(filled, ({ text }) => keyOf(text));
  const problems: RowNote[] = [];
  const conflicting = [...byKey.values()].filter((group) => new Set(group.map(({ label }) => label)).size > 1);
  if (leaveOutConflicts && conflicting.length > 0) {
    warnings.push(note(conflicting.flat(), `${conflicting.length} text(s) under several labels were left out`));
  } else {
    for (const group of conflicting) problems.push(conflictOf(group));
  }
  const unclear = new Set(conflicting);
  const distinct = [...byKey.values()]
    .filter((group) => !unclear.has(group))
    .flatMap(([first]) => (first ? [first] : []));
  const repeated = [...byKey.values()].filter((group) => !unclear.has(group)).flatMap((group) => group.slice(1));
  if (repeated.length > 0) warnings.push(note(repeated, `${repeated.length} repeated text(s) were left out`));

  const byLabel = Map.groupBy(distinct, ({ label }) => label);
  const counted = leaveOutConflicts ? byLabel : Map.groupBy(filled, ({ label }) => label);
  for (const [label, group] of counted) {
    const distinctRows = leaveOutConflicts ? group.length : new Set(group.map(({ text }) => keyOf(text))).size;
    if (distinctRows < FEWEST_A_LABEL) {
      const message = `label "${label}" has ${distinctRows} text; it needs ${FEWEST_A_LABEL} or more, better 20`;
      problems.push({ line: group[0]?.line ?? null, message });
    }
  }
  if (counted.size < 2) {
    problems.push({
      line: null,
      message: `${counted.size} label(s) in ${given.length} row(s); there must be two or more`,
    });
  } else if (problems.length === 0 && distinct.length < FEWEST_ROWS) {
    problems.push({ line: null, message: `${distinct.length} distinct rows; there must be ${FEWEST_ROWS} or more` });
  }
  if (problems.length > 0) return { kind: 'refused', problems };

  const few = [...byLabel]
    .filter(([, group]) => group.length < FEW_A_LABEL)
    .map(([label, { length }]) => `${label} (${length})`);
  if (few.length > 0) {
    const named = few.slice(0, SHOWN).join(', ') + (few.length > SHOWN ? ` and ${few.length - SHOWN} more` : '');
    warnings.push({ line: null, message: `labels with few rows, which are learned but hardly measured: ${named}` });
  }
  const labels = [...byLabel.keys()].sort();
  return {
    kind: 'good',
    rows: distinct,
    labels,
    dropped: { empty: empty.length, duplicates: repeated.length },
    warnings,
  };
}

function note(rows: readonly LabelledRow[], message: string): RowNote {
  const places = rows.slice(0, SHOWN).map(placeOf);
  const more = rows.length > SHOWN ? ' …' : '';
  return { line: null, message: `${message}: ${places.join(', ')}${more}` };
}

function conflictOf(group: readonly LabelledRow[]): RowNote {
  const [first, ...others] = group;
  const other = others.find(({ label }) => label !== first?.label);
  return {
    line: other?.line ?? null,
    message: `same text as ${first ? placeOf(first) : ''}, but label "${other?.label}" instead of "${first?.label}": keep one`,
  };
}
