/** The letter, and a letter that differs from it in a withheld range. */
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import type { Release } from "../../../src/counts/release/model.ts";

export const letter: Release = await loadRelease("28731");

/** The letter with one more application received where an outcome's range is withheld: that range is another, still too narrow. */
export const twin: Release = {
  ...letter,
  tables: letter.tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      table.name === "received" && cell.keys.component === "AI" && cell.keys.period === "2022"
        ? { ...cell, value: cell.value! + 1 }
        : cell
    ),
  })),
};
