/** What may be said of one cell. */
import { findTable } from "../frames/wide.ts";
import type { Cell, CellKeys } from "../release/model.ts";
import { cellWords } from "./cells.ts";
import { columnWords, placeWords } from "./places.ts";
import { ShownNote } from "./table.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/**
 * One cell in a sentence: its count; or its mark, with the range that it can take under the view's assumption, or that
 * this is withheld.
 * @param keys a category for each dimension, by name
 * @throws {RangeError} when the release has no such table, dimension or category, or a dimension is left out
 */
export function cellNote(view: View, tableName: string, keys: CellKeys): ShownNote {
  const { text, release, assumption } = requireView(view);
  const table = findTable(release, tableName);
  const cell = findCell(view, table.cells, keys);
  const place = [
    localText(view, table.shortTitle),
    placeWords(view, cell),
    columnWords(view, cell),
  ];
  return new ShownNote(
    `${text.colon(place.join(" · "), cellWords(view, cell))}. ${
      localText(view, assumption.description)
    }`,
  );
}

function findCell(view: View, cells: readonly Cell[], keys: CellKeys): Cell {
  for (const [name, category] of Object.entries(keys)) {
    const { categories } = findDimension(view, name);
    if (categories.some(({ name }) => name === category)) continue;
    throw new RangeError(
      `Cannot find "${category}" in the dimension "${name}": it has ${
        categories.map(({ name }) => `"${name}"`).join(", ")
      }`,
    );
  }
  const missing = Object.keys(cells[0]!.keys).filter((name) => !Object.hasOwn(keys, name));
  if (missing.length > 0) {
    throw new RangeError(
      `Cannot tell which cell is meant: give its ${
        missing.map((name) => `"${name}"`).join(" and its ")
      } too`,
    );
  }
  return cells.find((cell) =>
    Object.entries(cell.keys).every(([name, key]) => keys[name] === key)
  )!;
}
