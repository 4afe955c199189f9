/** One table as it is understood: its columns by kind, its rows as labels and cells. */
import { quote } from "@crosses/text";
import { SAY } from "../words/words.ts";
import { readCell } from "@crosses/counts/release";
import { askOfSpans, checkHeaders, refuseColumns } from "./check_columns.ts";
import { columnsOf } from "./columns.ts";
import { meaningOf } from "./conventions.ts";
import { isFault } from "./guesses.ts";
import { isMeasure, measuredRows } from "./quantities.ts";
import { isSentinel, isWhole } from "./numbers.ts";
import { type Field, type Reader, readField, type SourceMark } from "../fields/fields.ts";
import {
  isPlainTotal,
  NAMES,
  saysEquivalents,
  saysPercentage,
  saysValue,
} from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block, GridLine } from "../read/grid.ts";
import {
  type ReadCell,
  type ReadColumn,
  type ReadRow,
  type ReadTable,
  withLabels,
} from "./labels.ts";

const EMPTY: SourceMark = { value: "" };

/** Reads a block; what no answer mends is refused. */
export function readTable(block: Block, read: Reader, findings: Findings): ReadTable {
  const { file, name, titles, notes, header } = block;
  const columns = columnsOf(block, read, findings);
  const labels = columns.filter(({ kind }) => kind === "label");
  const counts = columns.filter(({ kind }) => kind === "count");
  const table = { file, name, titles, notes, labels, counts, columns, aside: [], rows: [] };
  checkHeaders(block, columns, findings);
  if (counts.length === 0 || labels.length === 0) {
    refuseColumns(block, columns, counts.length === 0 ? "counts" : "labels", findings);
    return table;
  }
  askOfSpans(file, header, counts, findings);
  askOfPercentages(block, counts, read, findings);
  const { rows, aside } = readRows(block, columns, read, findings);
  if (rows.length === 0) {
    const found = "holds no row that counts something";
    const hint = 'if its rows count something, say so: --row "*=count"';
    findings.refuse({ file, found, wanted: "a table has rows of counts", hint });
  }
  if (aside.length > 0) findings.note(file, SAY.rowsAside(aside));
  const others = columns.filter(({ kind }) => kind !== "label" && kind !== "count");
  const left = [...others.map(({ name }) => name), ...aside];
  return withLabels({ ...table, aside: left, rows }, findings);
}

/** The rows that count something, and the names of those that measure something. */
function readRows(
  block: Block,
  columns: readonly ReadColumn[],
  read: Reader,
  findings: Findings,
): { rows: ReadRow[]; aside: string[] } {
  const { file } = block;
  const labels = columns.filter(({ kind }) => kind === "label");
  const counts = columns.filter(({ kind }) => kind === "count");
  const notes = columns.filter(({ kind }) => kind === "note");
  const measured = measuredRows(block.rows, read);
  const suffixes: string[] = [];
  const aside: string[] = [];
  let shares = 0;
  const rows = block.rows.flatMap((row): ReadRow[] => {
    // "Total" in a column of notes is said of the whole row.
    const whole = notes.map(({ at }) => row.fields[at]!).find(isPlainTotal) ?? "";
    const own = labels.map(({ at }) => row.fields[at] || whole);
    const fields = counts.map(({ at }) => read(row.fields[at]!));
    if (isMeasure(row, own, fields, measured.has(row), findings, file)) {
      aside.push(own.filter(Boolean).join(" · "));
      return [];
    }
    const areWords = fields.length > 1 && fields.every(({ kind }) => kind === "text");
    const isHeader = row === block.rows[0] && block.header.length > 0 && areWords;
    const cells = fields.map((field, at): ReadCell => {
      if ("suffix" in field && field.suffix) suffixes.push(field.suffix);
      if ("share" in field && field.share) shares++;
      const text = row.fields[counts[at]!.at]!;
      if (field.kind === "count") return { digits: field.digits };
      if (isWhole(text)) return { digits: text.replace(/\D0+$/, "") };
      if (field.kind === "mark") return { mark: field.mark };
      if (field.kind === "empty") {
        return { mark: statusMark(columns, counts[at]!, row.fields) ?? EMPTY };
      }
      const mayBeMark = field.kind === "text" && !isHeader && (text === "#N/A" || !isFault(text)) ||
        field.kind === "negative" && isSentinel(text);
      if (mayBeMark) return { mark: { value: text } };
      refuseCell(block, row, counts[at]!, field, isHeader, findings);
      return { mark: EMPTY };
    });
    return [{ ...row, labels: [row.heading, ...own], cells }];
  });
  refuseWords(block, rows, counts, findings);
  if (shares > 0) findings.note(file, SAY.share(shares));
  for (const [suffix, all] of Map.groupBy(suffixes, (suffix) => suffix)) {
    findings.note(file, SAY.suffix(suffix, all.length));
  }
  return { rows, aside };
}

function refuseCell(
  { file, header }: Block,
  row: GridLine,
  { at, name }: ReadColumn,
  field: Field,
  isHeader: boolean,
  findings: Findings,
): void {
  const text = row.fields[at]!;
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
      : hintFor(field, text, name),
  });
}

/** A few texts that come again may be marks; many that differ are none. */
const MOST_TEXTS = 8;

function refuseWords(
  { file }: Block,
  rows: readonly ReadRow[],
  counts: readonly ReadColumn[],
  findings: Findings,
): void {
  const unknown = rows.flatMap(({ line, cells }) =>
    cells.flatMap((cell, at) =>
      "mark" in cell && readField(cell.mark.value).kind === "text" &&
        findings.answers.take("mark", cell.mark.value) === undefined
        ? [{ line, text: cell.mark.value, column: counts[at]! }]
        : []
    )
  );
  const distinct = [...new Set(unknown.map(({ text }) => text))];
  if (distinct.length <= MOST_TEXTS) return;
  const { line, column } = unknown[0]!;
  findings.refuse({
    file,
    line,
    column: column.at + 1,
    columnName: column.name,
    found: `holds words in the place of counts, as ${unknown.length} cells do: ${
      distinct.slice(0, 4).map(quote).join(", ")
    }…`,
    wanted: "a column of counts holds whole numbers, and the same few marks for missing ones",
    hint:
      `say what the column holds, or where the table is: --column "${column.name}=label", --lines, --range, --header`,
  });
}

/** A table whose title speaks of percentages, or of full-time equivalents, holds counts only where somebody says so. */
function askOfPercentages(
  { file, titles, header, rows }: Block,
  counts: readonly ReadColumn[],
  read: Reader,
  findings: Findings,
): void {
  // Above the heads, at one end of their line, stands what all columns hold.
  const units = header.map(({ fields }) => fields.filter((one) => one.trim() !== ""))
    .flatMap((fields) => fields.length < 3 ? fields.filter(saysEquivalents) : []);
  const title = [...titles, ...units].findLast((one) =>
    saysPercentage(one) || saysEquivalents(one) || saysValue(one)
  );
  const fields = rows.flatMap(({ fields }) => counts.map(({ at }) => read(fields[at]!)));
  const areSmall = fields.every((one) => one.kind !== "count" || Number(one.digits) <= 100);
  const saysNumber = /\bnumbers?\b|\bcounts?\b|\bnombres?\b|\beffectifs?\b|\banzahl\b|\baantal/i;
  if (title === undefined) return;
  if (saysNumber.test(title) && !areSmall && !saysEquivalents(title)) return;
  const value = findings.decide({
    flag: "column",
    name: "*",
    file,
    line: header[0]?.line,
    choices: ["percentage", "count"],
    say: (value) => SAY.percentages(title, value === "count"),
    question: `the title “${
      title.slice(0, 80)
    }” speaks of percentages, of values or of full-time equivalents: do the columns hold counts?`,
  });
  if (value === "count") return;
  findings.refuse({
    file,
    line: header[0]?.line,
    found: "holds no counts, as its title says",
    wanted: "a table has counts",
    hint: 'if it holds counts: --column "*=count"',
  });
}

/** The mark that a column of its own gives for a count that is left empty: the one beside it, or one for all. */
function statusMark(
  columns: readonly ReadColumn[],
  { at }: ReadColumn,
  fields: readonly string[],
): SourceMark | undefined {
  const isStatus = ({ name }: ReadColumn) => NAMES.status.test(name);
  const notes = columns.filter((one) =>
    one.kind === "note" && (meaningOf(fields[one.at]!) || isStatus(one))
  );
  const beside = columns[at + 1]?.kind === "note" ? [columns[at + 1]!] : notes;
  const said = beside.find((column) => fields[column.at]);
  if (said === undefined) return undefined;
  const text = fields[said.at]!;
  const field = readField(text);
  if (field.kind === "mark") return field.mark;
  // Comments that differ from row to row are no marks.
  return text.length < 4 || meaningOf(text) || isStatus(said) ? { value: text } : undefined;
}

function hintFor({ kind }: Field, text: string, name: string): string | undefined {
  if (kind === "decimal" || kind === "negative" || kind === "money") {
    return `if the column holds no counts, say so: --column "${name}=measure"`;
  }
  if (kind === "percentage") return `if it holds percentages: --column "${name}=rate"`;
  const fault = readCell(text, []);
  // Leave out hints about datapackage.json: there is none yet.
  if (!("hint" in fault) || fault.hint.startsWith("no such mark")) return undefined;
  return fault.hint.replace(/: .*datapackage\.json.*$/, "");
}
