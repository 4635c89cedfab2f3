import type { Draft, DraftRows, Edit, Table } from './draft.ts';

/** One thing a person does to a draft. */
export type DraftStep =
  | { do: 'edit'; path: string; edit: Edit }
  | { do: 'confirm'; path: string }
  /** Below the row `after`, or at the end. */
  | { do: 'add-row'; table: Table; after?: number }
  | { do: 'remove-row'; table: Table; row: number }
  | { do: 'move-row'; table: Table; row: number; by: 1 | -1 }
  /** Fills cells from the row `from` on downwards, with new rows where the table ends. */
  | { do: 'fill'; table: Table; from: number; columns: readonly string[]; cells: readonly (readonly string[])[] };

const withRows = (draft: Draft, table: Table, change: Partial<DraftRows>): Draft => ({
  ...draft,
  rows: { ...draft.rows, [table]: { ...draft.rows[table], ...change } },
});

function addRow(draft: Draft, table: Table, after: number | undefined): Draft {
  const { order, next } = draft.rows[table];
  const at = after === undefined ? order.length : order.indexOf(after) + 1;
  return withRows(draft, table, { order: order.toSpliced(at, 0, next), next: next + 1 });
}

function moveRow(draft: Draft, table: Table, row: number, by: 1 | -1): Draft {
  const { order } = draft.rows[table];
  const from = order.indexOf(row);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return draft;
  return withRows(draft, table, { order: order.toSpliced(from, 1).toSpliced(to, 0, row) });
}

function edited(draft: Draft, changes: Iterable<readonly [string, Edit]>): Draft {
  const edits = new Map(draft.edits);
  const confirmed = new Set(draft.confirmed);
  for (const [path, edit] of changes) {
    edits.set(path, edit);
    confirmed.delete(path);
  }
  return { ...draft, edits, confirmed };
}

function fill(draft: Draft, { table, from, columns, cells }: Extract<DraftStep, { do: 'fill' }>): Draft {
  let grown = draft;
  const first = draft.rows[table].order.indexOf(from);
  while (grown.rows[table].order.length < first + cells.length) grown = addRow(grown, table, undefined);
  const { order } = grown.rows[table];
  const changes = cells.flatMap((texts, index) =>
    texts
      .slice(0, columns.length)
      .map((text, at) => [`${table}.${order[first + index]}.${columns[at]}`, { text }] as const),
  );
  return edited(grown, changes);
}

/** The draft after a step. Pure. */
export function applyStep(draft: Draft, step: DraftStep): Draft {
  switch (step.do) {
    case 'edit':
      return edited(draft, [[step.path, step.edit]]);
    case 'confirm':
      return { ...draft, confirmed: new Set(draft.confirmed).add(step.path) };
    case 'add-row':
      return addRow(draft, step.table, step.after);
    case 'remove-row':
      return withRows(draft, step.table, { order: draft.rows[step.table].order.filter((row) => row !== step.row) });
    case 'move-row':
      return moveRow(draft, step.table, step.row, step.by);
    case 'fill':
      return fill(draft, step);
  }
}
