/** The header of a table's CSV: which column is where. */
import { type OnProblem, quote } from "@crosses/text";
import { listed } from "./references.ts";
import { readCell } from "./cell.ts";
import type { CsvRow } from "./csv.ts";
import { headerOf, type TableLayout } from "./layout.ts";
import { didYouMean, nearest } from "./nearest.ts";

/** What a CSV's first line says. */
export interface Columns {
  /** As the file names them, or should have: the name of each field's column. */
  readonly header: readonly string[];
  /** Zero-based place of each column that the layout knows, under the layout's name. */
  readonly places: ReadonlyMap<string, number>;
  /** The rows below the header. */
  readonly rows: readonly CsvRow[];
}

/**
 * Reads the header and reports missing, repeated and unknown columns. Where there is none, the usual order is
 * assumed, so that the rows are looked at nevertheless.
 */
export function readColumns(
  rows: readonly CsvRow[],
  layout: TableLayout,
  report: OnProblem,
): Columns {
  const wanted = headerOf(layout);
  const usual = new Map(wanted.map((name, i) => [name, i]));
  const first = rows[0];
  // A first line that could not be split has been reported.
  if (first?.line !== 1) return { header: wanted, places: usual, rows };
  if (!first.fields.some((field) => nearest(field, wanted) !== undefined)) {
    report({
      line: 1,
      found: `is not a header: ${quote(first.fields.join(","))}`,
      wanted: `the first line names the columns: ${listed(wanted)}`,
    });
    const isData = first.fields.some((field) => !("found" in readCell(field, layout.marks)));
    return { header: wanted, places: usual, rows: isData ? rows : rows.slice(1) };
  }
  return {
    header: first.fields,
    places: placesOf(first.fields, wanted, report),
    rows: rows.slice(1),
  };
}

function placesOf(header: readonly string[], wanted: readonly string[], report: OnProblem) {
  const places = new Map<string, number>();
  const guesses = new Map<string, number>();
  for (const [i, name] of header.entries()) {
    const column = i + 1;
    const earlier = places.get(name);
    if (earlier !== undefined) {
      report({
        line: 1,
        column,
        found: `names the column ${quote(name)} again, after column ${earlier + 1}`,
        wanted: "each column stands once",
      });
    } else if (wanted.includes(name)) {
      places.set(name, i);
    } else {
      const near = nearest(name, wanted);
      if (near !== undefined) guesses.set(near, i);
      report({
        line: 1,
        column,
        found: name === "" ? "has no name" : `names an unknown column ${quote(name)}`,
        wanted: `the columns are ${listed(wanted)}`,
        hint: didYouMean(near),
      });
    }
  }
  for (const name of wanted.filter((name) => !places.has(name))) {
    const guess = guesses.get(name);
    if (guess !== undefined) places.set(name, guess);
    else {
      report({
        line: 1,
        found: `has no column ${quote(name)}`,
        wanted: `the columns are ${listed(wanted)}`,
      });
    }
  }
  return places;
}
