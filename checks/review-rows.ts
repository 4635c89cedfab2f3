import type { Correction } from '../schemas/case.ts';
import type { Evidence } from '../schemas/evidence.ts';

export type Row = Partial<Record<string, Evidence>>;

/** The rows of one table while a person's decision is applied, each by the number that paths call it by. */
export class ReviewedRows {
  readonly #table: string;
  readonly #found: number;
  readonly #rows: Map<number, Row>;

  constructor(table: 'lines' | 'taxes', found: readonly Row[]) {
    this.#table = table;
    this.#found = found.length;
    this.#rows = new Map(found.entries());
  }

  /** The row of this number; a new one where there is none yet. */
  at(number: number): Row {
    const row = this.#rows.get(number) ?? {};
    this.#rows.set(number, row);
    return row;
  }

  /**
   * The rows that stay, in their order, empty ones left out, and what that corrects: every value of a row that was removed,
   * and under the table's name the order of those that were found, where it changed.
   * @param order numbers of the rows; undefined: all, new ones behind those that were found
   */
  settle(order: readonly number[] = this.#inOrder()): { rows: Row[]; corrections: Correction[] } {
    const rows = order.map((number) => this.at(number)).filter((row) => Object.keys(row).length > 0);
    return { rows, corrections: [...this.#removed(order), ...this.#moved(order)] };
  }

  #inOrder(): number[] {
    return [...this.#rows.keys()].toSorted((one, other) => one - other);
  }

  #removed(order: readonly number[]): Correction[] {
    const kept = new Set(order);
    return this.#inOrder()
      .filter((number) => !kept.has(number))
      .flatMap((number) => Object.entries(this.at(number)).map((entry) => ({ number, entry })))
      .flatMap(({ number, entry: [name, evidence] }) =>
        evidence === undefined
          ? []
          : [
              {
                path: `${this.#table}.${number}.${name}`,
                before: evidence.value,
                after: null,
                beforeSource: evidence.source,
              },
            ],
      );
  }

  #moved(order: readonly number[]): Correction[] {
    const after = order.filter((number) => number < this.#found);
    const before = after.toSorted((one, other) => one - other);
    if (before.join() === after.join()) return [];
    return [{ path: this.#table, before: before.join(' '), after: after.join(' '), beforeSource: null }];
  }
}
