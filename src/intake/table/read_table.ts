/** One table as it is understood: its columns by kind, its rows as labels and cells. */
import { quote } from "@crosses/text";
import { SAY } from "../words/intake.ts";
import { readCell } from "@crosses/counts/release";
import { columnsOf, isMeasuredRow, readWith } from "./columns.ts";
import { type Field, NAMES, readField, type SourceMark } from "../fields/fields.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { GridLine } from "../read/grid.ts";
import {
  areSpansUneven,
  type ReadCell,
  type ReadColumn,
  type ReadRow,
  type ReadTable,
  withLabels,
} from "./labels.ts";
import type { Block } from "./split_tables.ts";

const EMPTY: SourceMark = { value: "" };

/** Reads a block; what no answer mends is refused. */
export function readTable(block: Block, thousands: string, findings: Findings): ReadTable {
  const { file, name, titles, notes, header } = block;
  const columns = columnsOf(block, thousands, findings);
  const labels = columns.filter(({ kind }) => kind === "label");
  const counts = columns.filter(({ kind }) => kind === "count");
  const table = { file, name, titles, notes, labels, counts, aside: [], rows: [] };
  checkHeaders(block, columns, findings);
  if (counts.length === 0 || labels.length === 0) {
    refuseColumns(block, counts.length === 0 ? "counts" : "labels", findings);
    return table;
  }
  askOfSpans(file, header, counts, findings);
  const { rows, aside } = readRows(block, columns, thousands, findings);
  if (rows.length === 0) {
    const found = "holds no row that counts something";
    findings.refuse({ file, found, wanted: "a table has rows of counts" });
  }
  if (aside.length > 0) findings.note(file, SAY.rowsAside(aside));
  const others = columns.filter(({ kind }) => kind !== "label" && kind !== "count");
  const left = [...others.map(({ name }) => name), ...aside];
  return withLabels({ ...table, aside: left, rows }, findings);
}

function refuseColumns({ file, header }: Block, lacking: "counts" | "labels", findings: Findings) {
  const kinds = findings.list.filter((one) =>
    one.flag === "column" && one.file === file && one.value !== "label"
  ).map(({ said, supports }) => `${said.en} (${supports[0]!.en})`).join("; ");
  const found = `names no column of ${lacking}${kinds && `: ${kinds}`}`;
  const wanted = "a table has labels and counts";
  findings.refuse({ file, line: header[0]?.line, found, wanted });
}

/** Which columns a heading spans is a guess where the groups differ in width. */
function askOfSpans(
  file: string,
  header: readonly GridLine[],
  counts: readonly ReadColumn[],
  findings: Findings,
): void {
  if (!areSpansUneven(counts)) return;
  const heads = counts.map(({ name }) => name).slice(0, 8).join(", ");
  findings.decide({
    flag: "header",
    file,
    line: header[0]!.line,
    choices: [String(header.length)],
    isCertain: false,
    say: (value) => SAY.header(Number(value)),
    question: `headings over several columns are read as ${heads}: are they?`,
  });
}

/** The rows that count something, and the names of those that measure something. */
function readRows(
  block: Block,
  columns: readonly ReadColumn[],
  thousands: string,
  findings: Findings,
): { rows: ReadRow[]; aside: string[] } {
  const { file } = block;
  const labels = columns.filter(({ kind }) => kind === "label");
  const counts = columns.filter(({ kind }) => kind === "count");
  const status = columns.filter(({ kind, name }) => kind === "note" && NAMES.status.test(name));
  const suffixes: string[] = [];
  const aside: string[] = [];
  const rows = block.rows.flatMap((row): ReadRow[] => {
    const own = labels.map(({ at }) => row.fields[at]!);
    const fields = counts.map(({ at }) => readWith(row.fields[at]!, thousands));
    if (isMeasure(row, own, fields, thousands, findings, file)) {
      aside.push(own.filter(Boolean).join(" · "));
      return [];
    }
    const cells = fields.map((field, at): ReadCell => {
      if ("suffix" in field && field.suffix) suffixes.push(field.suffix);
      if (field.kind === "count") return { digits: field.digits };
      if (field.kind === "mark") return { mark: field.mark };
      if (field.kind === "empty") return { mark: statusMark(status, row.fields) ?? EMPTY };
      const areWords = fields.every(({ kind }) => kind === "text");
      refuseCell(block, row, counts[at]!, field, areWords, findings);
      return { mark: EMPTY };
    });
    return [{ ...row, labels: [row.heading, ...own], cells }];
  });
  for (const [suffix, all] of Map.groupBy(suffixes, (suffix) => suffix)) {
    findings.note(file, SAY.suffix(suffix, all.length));
  }
  return { rows, aside };
}

function refuseCell(
  { file, header, rows }: Block,
  row: GridLine,
  { at, name }: ReadColumn,
  field: Field,
  areWords: boolean,
  findings: Findings,
): void {
  const text = row.fields[at]!;
  const isHeader = row === rows[0] && header.length > 0 && areWords;
  findings.refuse({
    file,
    line: row.line,
    column: at + 1,
    columnName: name,
    found: `holds ${quote(text)}`,
    wanted:
      "in a column of counts each cell is a whole number, or a short mark for a missing one, such as x or <5",
    hint: isHeader
      ? `if this line names columns too, say so: --header ${header.length + 1}`
      : hintFor(field, text),
  });
}

function checkHeaders(block: Block, columns: readonly ReadColumn[], findings: Findings): void {
  const seen = new Map<string, number>();
  for (const { name, at, kind } of columns) {
    if (kind !== "count" && kind !== "label") continue;
    const place = { file: block.file, line: block.header.at(-1)?.line, column: at + 1 };
    if (name === "" && kind === "count" && block.header.length > 0) {
      const split = block.rows.find(({ fields }) =>
        /^\d{1,3}$/.test(fields[at - 1] ?? "") && /^\d{3}$/.test(fields[at] ?? "")
      );
      findings.refuse({
        ...place,
        found: "names no column, and counts stand below",
        wanted: "each column of counts has a header",
        hint: split && `line ${split.line} may hold a number that its comma splits in two`,
      });
    }
    if (name !== "" && seen.has(name)) {
      const found = `repeats the header ${quote(name)} of column ${seen.get(name)}`;
      findings.refuse({ ...place, found, wanted: "each column has a header of its own" });
    }
    seen.set(name, at + 1);
  }
}

/** Whether a row holds percentages, averages or differences; asks where only its name says so. */
function isMeasure(
  { fields, line }: GridLine,
  labels: readonly string[],
  cells: readonly Field[],
  thousands: string,
  findings: Findings,
  file: string,
): boolean {
  if (isMeasuredRow(fields, thousands)) return true;
  const name = labels.findLast((label) =>
    NAMES.percentage.test(label) || NAMES.measure.test(label)
  );
  if (name === undefined || cells.every(({ kind }) => kind === "empty")) return false;
  const value = findings.decide({
    flag: "row",
    name,
    file,
    line,
    choices: ["measure", "count"],
    isCertain: NAMES.sureMeasure.test(name),
    say: (value) => SAY.row(name, value === "count"),
    question: `does the row “${name}” count something, or measure it?`,
  });
  return value !== "count";
}

/** The mark that a column of its own gives for a count that is left empty. */
function statusMark(
  status: readonly ReadColumn[],
  fields: readonly string[],
): SourceMark | undefined {
  const read = status.map(({ at }) => readField(fields[at]!));
  return read.find((field) => field.kind === "mark")?.mark;
}

function hintFor({ kind }: Field, text: string): string | undefined {
  if (kind === "decimal" || kind === "negative" || kind === "money") {
    return 'if the column holds no counts, say so: --column "NAME=measure"';
  }
  if (kind === "percentage") return 'if it holds percentages: --column "NAME=percentage"';
  const fault = readCell(text, []);
  // Leave out hints about datapackage.json: there is none yet.
  if (!("hint" in fault) || fault.hint.startsWith("no such mark")) return undefined;
  return fault.hint.replace(/: .*datapackage\.json.*$/, "");
}
