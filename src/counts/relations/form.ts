/** Cells by name, and linear forms over them: sums and differences of counts. */

import { type Language, UsageError } from "@crosses/text";
import type { Cell, CellKeys, Release } from "../release/model.ts";

/** Names one cell. Every {@linkcode Cell} is one. */
export interface CellReference {
  readonly table: string;
  readonly keys: CellKeys;
}

/** One cell with its factor. */
export interface Term {
  readonly cell: CellReference;
  /** A whole number other than 0. */
  readonly coefficient: number;
}

/** `constant + Σ coefficient × cell`. Published cells count with their value, suppressed ones are bounded. */
export interface LinearForm {
  readonly constant: number;
  readonly terms: readonly Term[];
}

/** The sum of the cells. */
export function sumOf(cells: readonly CellReference[]): LinearForm {
  return { constant: 0, terms: cells.map((cell) => ({ cell, coefficient: 1 })) };
}

/** The sum of the first cells less the sum of the second. */
export function differenceOf(
  plus: readonly CellReference[],
  minus: readonly CellReference[],
): LinearForm {
  const taken = minus.map((cell) => ({ cell, coefficient: -1 }));
  return { constant: 0, terms: [...sumOf(plus).terms, ...taken] };
}

/**
 * The categories of a cell in the order of the dimensions, by name: `AI · Francophone · 2023`; in a language, by their short
 * labels.
 */
export function keysLabel(
  { dimensions }: Pick<Release, "dimensions">,
  keys: Partial<CellKeys>,
  language?: Language,
): string {
  return dimensions.flatMap(({ name, categories }) => {
    const key = keys[name];
    const label = language &&
      categories.find((category) => category.name === key)?.shortLabel[language];
    return label ?? key ?? [];
  }).join(" · ");
}

/** Finds cells by table and keys. */
export class CellIndex {
  readonly #byName = new Map<string, Cell>();
  readonly #dimensions: readonly string[];

  constructor(release: Release) {
    this.#dimensions = release.dimensions.map(({ name }) => name);
    for (const table of release.tables) {
      for (const cell of table.cells) this.#byName.set(this.nameOf(cell), cell);
    }
  }

  /** A string that is the same for two references exactly when they name the same cell. */
  nameOf({ table, keys }: CellReference): string {
    let name = table;
    // NUL cannot stand in a release file, so no two cells share a name.
    for (const dimension of this.#dimensions) name += `\0${keys[dimension]}`;
    return name;
  }

  /** Whether the release has the cell. */
  has(reference: CellReference): boolean {
    return this.#byName.has(this.nameOf(reference));
  }

  /** @throws {UsageError} if the release has no such cell. */
  find(reference: CellReference): Cell {
    const cell = this.#byName.get(this.nameOf(reference));
    if (cell) return cell;
    const keys = this.#dimensions.map((name) => `${name} ${JSON.stringify(reference.keys[name])}`);
    throw new UsageError(
      `Cannot find a cell of table ${JSON.stringify(reference.table)} at ${keys.join(", ")}`,
    );
  }
}
