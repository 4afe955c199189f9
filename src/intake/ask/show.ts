/** What is shown on a terminal: what came in, the tables as they were understood, and what was inferred of them. */
import type { Draft, UnreadTables } from "../release/draft.ts";
import type { TableChoice } from "../release/choose.ts";
import { columnName, type Grid } from "../read/grid.ts";
import { flagOf } from "../inferences/answers.ts";
import { type Inference, listed, reasonsOf } from "../inferences/inferences.ts";
import type { ReadTable } from "../table/model.ts";

const MOST_LINES = 40;

/** What came in, where it cannot be read: the tables that may be chosen, or else the pages of which something is wrong. */
export function showUnread({ apart, problems, grids }: UnreadTables): string[] {
  if (apart) return showChoices(apart);
  const own = grids.filter(({ file }) => problems.some((one) => one.file === file));
  return showGrids(own.length > 0 ? own : grids);
}

/** Sheet by sheet, and how to choose one. */
function showGrids(grids: readonly Grid[]): string[] {
  const sheets = grids.filter(({ isSheet }) => isSheet);
  const names = sheets.map(({ name }) => flagOf({ flag: "sheet", value: name }));
  const most = grids.length > 1 ? MOST_LINES / 4 : MOST_LINES;
  return [
    ...grids.flatMap((grid) => showGrid(grid, most)),
    ...sheets.length > 1 ? [`It has ${names.length} sheets; one alone: ${names.join(" or ")}`] : [],
  ];
}

/** What came in, line by line, and how to point at the table in it. */
function showGrid(
  { file, format, lines, columns, isSheet }: Grid,
  most = MOST_LINES,
): string[] {
  const names = columns.slice(0, MOST_COLUMNS).map((at) =>
    isSheet ? columnName(at) : String(at + 1)
  );
  const rows = lines.slice(0, most);
  const numbered = aligned([
    ["line", ...names],
    ...rows.map(({ line, fields }) => [String(line), ...fields]),
  ]);
  const more = lines.length - rows.length;
  const [first, last] = [lines[0]?.line ?? 1, lines.at(-1)?.line ?? 1];
  const range = isSheet
    ? ` or --range ${columnName(columns[0] ?? 0)}${first}:${columnName(columns.at(-1) ?? 0)}${last}`
    : "";
  return [
    `${file}: ${format}; as it came in:`,
    ...numbered.map((line) => `  ${line}`),
    ...more > 0 ? [`  … and ${more} more lines`] : [],
    `To read a part of it: --lines ${first}-${last}${range}, or --table N; lines that name the columns: --header ${first}-${first}`,
  ];
}

const MOST_ROWS = 8;
const MOST_COLUMNS = 9;

/** What came in, and each table with its first rows. */
export function showTables({ understood: { grids, tables, marks } }: Draft): string[] {
  return [
    // A page is a grid for each of its tables.
    ...new Set(
      grids.map(({ file, format, leftOut = [] }) =>
        [`${file}: ${format}`, ...leftOut.map(({ en }) => en)].join("; ")
      ),
    ),
    ...tables.flatMap((table) => ["", ...showTable(table, marks)]),
  ];
}

function showTable(table: ReadTable, marks: Draft["understood"]["marks"]): string[] {
  const { file, rows, labels, counts, aside, notes } = table;
  const cells = rows.flatMap(({ cells }) => cells);
  const hidden = cells.filter((cell) =>
    "mark" in cell &&
    ["suppressed", "not-available", "unreliable"].includes(marks.get(cell.mark.value)!.meaning)
  );
  const names = (columns: ReadTable["labels"]) =>
    columns.map(({ name }) => name || "(no name)").join(" | ");
  const grid = [
    [...labels, ...counts].map(({ name }) => name),
    ...rows.slice(0, MOST_ROWS).map(({ labels, cells }) => [
      ...labels,
      ...cells.map((cell) => "digits" in cell ? cell.digits : cell.mark.value),
    ]),
  ];
  const lines = `lines ${rows[0]!.line} to ${rows.at(-1)!.line}`;
  const more = rows.length - MOST_ROWS;
  return [
    `${file}, ${lines}: ${rows.length} rows; ${hidden.length} of ${cells.length} counts suppressed`,
    `  labels:   ${names(labels)}`,
    `  counts:   ${names(counts)}`,
    ...aside.length > 0 ? [`  left out: ${aside.join(" | ")}`] : [],
    ...notes.map((note, at) => `  ${at === 0 ? "notes:    " : "          "}${shortened(note, 90)}`),
    ...aligned(grid).map((line) => `    ${line}`),
    ...more > 0 ? [`    … and ${more} more rows`] : [],
  ];
}

const shortened = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function aligned(grid: readonly (readonly string[])[]): string[] {
  const short = grid.map((row) => row.slice(0, MOST_COLUMNS).map((text) => shortened(text, 24)));
  const widths = short[0]!.map((_, at) => Math.max(...short.map((row) => (row[at] ?? "").length)));
  return short.map((row) => row.map((text, at) => text.padEnd(widths[at]!)).join("  ").trimEnd());
}

/** Each inference with what speaks for and against it. */
export function showInferences(inferences: readonly Inference[]): string[] {
  return listed(inferences).map((inference, at) => {
    const because = reasonsOf(inference, "en").join("; ");
    const number = String(at + 1).padStart(3);
    return `${number}. ${inference.said.en}${because ? ` (${because})` : ""}`;
  });
}

/** Tables that may be chosen, a line each. */
const showChoices = (choices: readonly TableChoice[]): string[] =>
  choices.map(({ number, place, title, holdsCounts }) =>
    `  ${number}. ${title ? `“${title}”, ` : ""}${place}${holdsCounts ? "" : ": holds no counts"}`
  );
