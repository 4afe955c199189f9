/** The tables as they were understood, for a terminal: what was read, then each inference with its number. */
import type { Draft } from "../release/draft.ts";
import { flagOf, type Inference, isShown, reasonsOf } from "../answers/findings.ts";
import type { ReadTable } from "../table/table.ts";

const MOST_ROWS = 8;
const MOST_COLUMNS = 9;

/** What came in, and each table with its first rows. */
export function showTables({ understood: { grids, tables, marks } }: Draft): string[] {
  return [
    ...grids.map(({ file, format, leftOut = [] }) =>
      [`${file}: ${format}`, ...leftOut.map(({ en }) => en)].join("; ")
    ),
    ...tables.flatMap((table) => ["", ...showTable(table, marks)]),
  ];
}

function showTable(table: ReadTable, marks: Draft["understood"]["marks"]): string[] {
  const { file, rows, labels, counts, aside, notes } = table;
  const cells = rows.flatMap(({ cells }) => cells);
  const hidden = cells.filter((cell) =>
    "mark" in cell && ["suppressed", "unreliable"].includes(marks.get(cell.mark.value)!.meaning)
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
    ...notes.length > 0
      ? [`  notes:    ${notes.length} ${notes.length === 1 ? "line" : "lines"} set aside`]
      : [],
    ...aligned(grid).map((line) => `    ${line}`),
    ...more > 0 ? [`    … and ${more} more rows`] : [],
  ];
}

function aligned(grid: readonly (readonly string[])[]): string[] {
  const short = grid.map((row) =>
    row.slice(0, MOST_COLUMNS).map((text) => text.length > 24 ? `${text.slice(0, 23)}…` : text)
  );
  const widths = short[0]!.map((_, at) => Math.max(...short.map((row) => (row[at] ?? "").length)));
  return short.map((row) => row.map((text, at) => text.padEnd(widths[at]!)).join("  ").trimEnd());
}

/** Each inference with what speaks for and against it. */
export function showInferences(inferences: readonly Inference[]): string[] {
  return inferences.filter(isShown).map((inference, at) => {
    const because = reasonsOf(inference, "en").join("; ");
    const number = String(at + 1).padStart(3);
    return `${number}. ${inference.said.en}${because ? ` (${because})` : ""}`;
  });
}

/** The inferences that somebody has to decide. */
export function openQuestions({ inferences }: Draft): Inference[] {
  return inferences.filter(({ certainty }) => certainty === "doubtful");
}

/** The flags that give the same answers again. */
export function flagsOf(inferences: readonly Inference[], blocks: readonly string[]): string[] {
  const answered = inferences.filter(({ certainty }) => certainty === "answered").map(flagOf);
  return [...new Set([...answered, ...blocks.map((value) => flagOf({ flag: "block", value }))])];
}
