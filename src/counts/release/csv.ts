/** The text of a CSV to its header and rows: one row a line, every fault of every line with its place. */
import { type FileProblem, nearest, type OnProblem, quote } from "@crosses/text";
import { CsvError, parse } from "csv-parse/sync";
import { readCell } from "./cell.ts";
import { headerOf, type TableLayout } from "./layout.ts";
import { didYouMean, listed } from "./names.ts";

export interface CsvRow {
  /** One-based, as an editor counts them. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** What people separate columns with who do not use commas. */
const OTHER_SEPARATORS: Readonly<Record<string, string>> = {
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

/**
 * Splits a CSV into rows. A line that cannot be split is reported and left out; the ones after it are read, so a row
 * is one line and no field holds a line break.
 *
 * @returns the rows, and how many lines could not be split
 */
export function readCsv(text: string, report: OnProblem): { rows: CsvRow[]; unsplit: number } {
  if (text.trim() === "") {
    report({ found: "is empty", wanted: "a table has a header and at least one row" });
    return { rows: [], unsplit: 0 };
  }
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  const delimiter = separatorOf(lines[0]!, report);
  const rows: CsvRow[] = [];
  let unsplit = 0;
  for (const [i, content] of lines.entries()) {
    const line = i + 1;
    if (content.trim() === "") {
      report({ line, found: "is blank", wanted: "each line is a row", hint: "remove the line" });
      continue;
    }
    const fields = splitLine(content, delimiter, line, report);
    if (fields) rows.push({ line, fields });
    else unsplit++;
  }
  return { rows, unsplit };
}

/** The separator that the header shows; any but a comma is reported, and read by to find what else is wrong. */
function separatorOf(header: string, report: OnProblem): string {
  const other = Object.keys(OTHER_SEPARATORS).find((separator) => header.includes(separator));
  if (other === undefined || header.includes(",")) return ",";
  report({
    line: 1,
    found: `separates columns by ${OTHER_SEPARATORS[other]}`,
    wanted: "columns are separated by commas",
    hint: "save it again as comma-separated CSV, or replace them in a text editor",
  });
  return other;
}

function splitLine(
  content: string,
  delimiter: string,
  line: number,
  report: OnProblem,
): string[] | undefined {
  // A parser a line costs more than all that it finds where nothing is quoted.
  if (!content.includes('"')) return content.split(delimiter);
  try {
    return parse(content, { delimiter, relax_column_count: true, record_delimiter: "\n" })[0];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const column = typeof error.column === "number" ? error.column + 1 : undefined;
    const { found, ...rest } = QUOTE_PROBLEMS[error.code] ?? STRAY_QUOTE;
    report({ line, column, found: `${found}: ${quote(content)}`, ...rest });
    return undefined;
  }
}

const DOUBLED = 'a quote that belongs to the text is doubled and the field quoted: "a ""b"""';
const STRAY_QUOTE = {
  found: "has a quote inside an unquoted field",
  wanted: "a field is quoted as a whole or not at all",
  hint: DOUBLED,
};
const QUOTE_PROBLEMS: Readonly<Record<string, FileProblem>> = {
  CSV_QUOTE_NOT_CLOSED: {
    found: "opens a quote that its line does not close",
    wanted: "a quoted field ends on the line on which it starts",
  },
  CSV_INVALID_CLOSING_QUOTE: {
    found: "goes on after a closing quote",
    wanted: "a closing quote ends its field",
    hint: DOUBLED,
  },
};

/** What a CSV's first line says. */
export interface Columns {
  /** As the file names them, or should have: the name of each field's column. */
  readonly header: readonly string[];
  /** Zero-based place of each column that the layout knows, under the layout's name. */
  readonly places: ReadonlyMap<string, number>;
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
