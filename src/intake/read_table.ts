/** One table as it is understood: its columns by kind, its rows as labels and cells. */
import { SAY } from "../locale/draft.ts";
import type { Problem } from "../errors.ts";
import { quote } from "../errors.ts";
import { readCell } from "../release/cell.ts";
import { type Column, columnsOf, isMeasuredRow, readWith } from "./columns.ts";
import { type Field, readField, type SourceMark } from "./fields.ts";
import type { Findings, Inference } from "./findings.ts";
import type { GridLine } from "./grid.ts";
import { areSpansUneven, cleanLabels } from "./headers.ts";
import type { Block } from "./split_tables.ts";
import {
  isMeasureName,
  isPercentageName,
  isStatusName,
  isSureMeasure,
  isTotalLabel,
} from "./words.ts";

export interface ReadTable {
  readonly file: string;
  readonly name: string;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
  readonly labels: readonly Column[];
  readonly counts: readonly Column[];
  /** Columns and rows that hold no counts: what they are called. */
  readonly aside: readonly string[];
  readonly rows: readonly ReadRow[];
}

export interface ReadRow {
  readonly line: number;
  readonly afterGap: boolean;
  /** One a column of labels; a heading that the row stands under comes first where there is one. */
  readonly labels: readonly string[];
  readonly cells: readonly Cell[];
}

/** A count in digits, or a mark; `""` where nothing stands. */
export type Cell =
  | { readonly digits: string }
  | { readonly mark: SourceMark };

type Report = (problem: Omit<Problem, "file">) => void;
const EMPTY: SourceMark = { value: "" };

/** Reads a block; problems are what no answer mends. */
export function readTable(
  block: Block,
  thousands: string,
  findings: Findings,
  report: Report,
): ReadTable {
  const columns = columnsOf(block, thousands, findings);
  const labels = columns.filter(({ kind }) => kind === "label");
  const counts = columns.filter(({ kind }) => kind === "count");
  const status = columns.filter(({ kind, name }) => kind === "note" && isStatusName(name));
  checkHeaders(block, columns, report);
  if (counts.length === 0 || labels.length === 0) {
    const isColumn = ({ flag, file }: Inference) => flag === "column" && file === block.file;
    const said = findings.list.filter((one) => isColumn(one) && one.value !== "label");
    const kinds = said.map(({ said, supports }) => `${said.en} (${supports[0]!.en})`).join("; ");
    report({
      ...(block.header[0] ? { line: block.header[0].line } : {}),
      found: `names no column of ${counts.length === 0 ? "counts" : "labels"}${
        kinds && `: ${kinds}`
      }`,
      wanted: "a table has labels and counts",
    });
    return { ...about(block), labels, counts, aside: [], rows: [] };
  }
  if (areSpansUneven(counts)) {
    findings.decide({
      flag: "header",
      file: block.file,
      line: block.header[0]!.line,
      choices: [String(block.header.length)],
      isCertain: false,
      say: (value) => SAY.header(Number(value)),
      question: SAY.askSpans(counts.map(({ name }) => name).slice(0, 8).join(", ")),
    });
  }
  const suffixes = new Map<string, number>();
  const aside: string[] = [];
  const read = block.rows.flatMap((row): ReadRow[] => {
    const own = labels.map(({ at }) => row.fields[at]!);
    const fields = counts.map(({ at }) => readWith(row.fields[at]!, thousands));
    if (isMeasure(row, own, fields, thousands, findings, block.file)) {
      aside.push(own.filter(Boolean).join(" · "));
      return [];
    }
    const cells = fields.map((field, at): Cell => {
      if ("suffix" in field && field.suffix) {
        suffixes.set(field.suffix, (suffixes.get(field.suffix) ?? 0) + 1);
      }
      if (field.kind === "count") return { digits: field.digits };
      if (field.kind === "mark") return { mark: field.mark };
      if (field.kind === "empty") return { mark: statusMark(status, row.fields) ?? EMPTY };
      const { at: column, name } = counts[at]!;
      report({
        line: row.line,
        column: column + 1,
        columnName: name,
        found: `holds ${quote(row.fields[column]!)}`,
        wanted:
          "in a column of counts each cell is a whole number, or a short mark for a missing one, such as x or <5",
        ...(row === block.rows[0] && block.header.length > 0 &&
            fields.every(({ kind }) => kind === "text")
          ? { hint: `if this line names columns too, say so: --header ${block.header.length + 1}` }
          : hintFor(field, row.fields[column]!)),
      });
      return { mark: EMPTY };
    });
    return [{ line: row.line, afterGap: row.afterGap, labels: [row.heading, ...own], cells }];
  });
  for (const [suffix, count] of suffixes) {
    findings.note(block.file, SAY.suffix(suffix, count));
  }
  if (read.length === 0) {
    report({ found: "holds no row that counts something", wanted: "a table has rows of counts" });
  }
  const others = columns.filter(({ kind }) => !["label", "count"].includes(kind)).map(({ name }) =>
    name
  );
  if (aside.length > 0) findings.note(block.file, SAY.rowsAside(aside));
  return finish(
    { ...about(block), labels, counts, aside: [...others, ...aside], rows: read },
    findings,
    report,
  );
}

function about({ file, name, titles, notes }: Block) {
  return { file, name, titles, notes };
}

function checkHeaders(block: Block, columns: readonly Column[], report: Report): void {
  const seen = new Map<string, number>();
  const line = block.header.at(-1)?.line;
  for (const { name, at, kind } of columns) {
    if (kind !== "count" && kind !== "label") continue;
    const place = { ...(line === undefined ? {} : { line }), column: at + 1 };
    if (name === "" && kind === "count" && block.header.length > 0) {
      const split = block.rows.find(({ fields }) =>
        /^\d{1,3}$/.test(fields[at - 1] ?? "") && /^\d{3}$/.test(fields[at] ?? "")
      );
      report({
        ...place,
        found: "names no column, and counts stand below",
        wanted: "each column of counts has a header",
        ...(split
          ? { hint: `line ${split.line} may hold a number that its comma splits in two` }
          : {}),
      });
    }
    if (name !== "" && seen.has(name)) {
      report({
        ...place,
        found: `repeats the header ${quote(name)} of column ${seen.get(name)}`,
        wanted: "each column has a header of its own",
      });
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
  const name = labels.findLast((label) => isPercentageName(label) || isMeasureName(label));
  if (name === undefined || cells.every(({ kind }) => kind === "empty")) return false;
  const value = findings.decide({
    flag: "row",
    name,
    file,
    line,
    choices: ["measure", "count"],
    isCertain: isSureMeasure(name),
    say: (value) => SAY.row(name, value === "count"),
    question: SAY.askRow(name),
  });
  return value !== "count";
}

/** The mark that a column of its own gives for a count that is left empty. */
function statusMark(status: readonly Column[], fields: readonly string[]): SourceMark | undefined {
  for (const { at } of status) {
    const field = readField(fields[at]!);
    if (field.kind === "mark") return field.mark;
  }
  return undefined;
}

function hintFor({ kind }: Field, text: string): { hint?: string } {
  if (kind === "decimal" || kind === "negative" || kind === "money") {
    return { hint: 'if the column holds no counts, say so: --column "NAME=measure"' };
  }
  if (kind === "percentage") return { hint: 'if it holds percentages: --column "NAME=percentage"' };
  const fault = readCell(text, []);
  // What a descriptor may say is not for who has none yet.
  if (!("hint" in fault) || fault.hint.startsWith("no such mark")) return {};
  return { hint: fault.hint.replace(/: .*datapackage\.json.*$/, "") };
}

/** Fills labels that span rows, takes headings as labels, and tells groups apart that only a gap parts. */
function finish(table: ReadTable, findings: Findings, report: Report): ReadTable {
  checkHeadings(table.rows, report);
  const headings = settleHeadings(table, findings);
  let above: readonly string[] = [];
  let filled = 0;
  const rows = table.rows.map((row, index) => {
    const own = row.labels.slice(1);
    const isSpanned = own.at(-1) !== "";
    const labels = own.map((label, at) => {
      if (label !== "") return label;
      const taken = own.slice(0, at).find(isTotalLabel) ?? (isSpanned ? above[at] : undefined);
      if (taken === undefined) {
        const column = table.labels[at]!.at + 1;
        report({
          line: row.line,
          column,
          found: "has no label",
          wanted: "each row has a label in each column of labels",
        });
      } else filled++;
      return taken ?? label;
    });
    above = labels;
    // Above the first heading stands what is not broken down: most often the total.
    return { ...row, labels: headings ? [headings[index] || labels[0]!, ...labels] : labels };
  });
  if (filled > 0) findings.note(table.file, SAY.filledLabels(filled));
  const columns = headings
    ? [{ ...table.labels[0]!, name: "", levels: [] }, ...table.labels]
    : table.labels;
  const cleaned = columns.map((_, at) => {
    const distinct = [...new Set(rows.map(({ labels }) => labels[at]!))];
    const clean = cleanLabels(distinct);
    return new Map(distinct.map((label, index) => [label, clean[index]!]));
  });
  const named = rows.map((row) => ({
    ...row,
    labels: row.labels.map((label, at) => cleaned[at]!.get(label)!),
  }));
  return withGroups({ ...table, labels: columns, rows: named }, findings, report);
}

/** Refuses lines of one cell each, and labels that stand in the middle of their rows and not above them. */
function checkHeadings(rows: readonly ReadRow[], report: Report): void {
  const [first] = rows;
  const many = rows.find(({ labels }) => labels[0]!.split(" · ").length > 4);
  if (many) {
    report({
      line: many.line,
      found: `comes after ${many.labels[0]!.split(" · ").length} lines of one field each`,
      wanted: "the cells of a row stand in one line",
      hint:
        "the text has lost its columns: save the table as CSV, or type it with two spaces between",
    });
    return;
  }
  const own = (row: ReadRow | undefined) => row?.labels.slice(1).join(" · ");
  const below = rows.findIndex(({ labels }) => labels[0] !== "");
  const again = rows.findIndex((row, at) => at > 0 && own(row) === own(first));
  if (below < 1 || again <= below) return;
  report({
    line: rows[below]!.line,
    found: `${quote(rows[below]!.labels[0]!)} seems to stand beside rows ${first!.line}-${
      rows[again - 1]!.line
    }`,
    wanted: "repeat it on each row, or put it above them",
  });
}

/** The heading of each row; undefined where lines among the rows head none. */
function settleHeadings({ file, rows }: ReadTable, findings: Findings): string[] | undefined {
  const own = rows.map(({ labels }) => labels[0]!);
  const distinct = [...new Set(own)].filter((heading) => heading !== "");
  // One that stands above all rows names a unit, or the whole table.
  if (distinct.length === 0 || distinct.length === 1 && own.every((heading) => heading !== "")) {
    return undefined;
  }
  const isRegular = distinct.length > 1 &&
    rows.every(({ labels }) => labels[0] !== "" || isTotalLabel(labels[1]!));
  const isHeading = new Map(distinct.map((heading) => {
    const value = findings.decide({
      flag: "heading",
      name: heading,
      file,
      line: rows[own.indexOf(heading)]!.line,
      choices: ["yes", "no"],
      isCertain: isRegular,
      say: (value) => value === "no" ? SAY.noHeading(heading) : SAY.heading(heading),
      question: SAY.askHeading(heading),
    });
    return [heading, value !== "no"];
  }));
  let last = "";
  const settled = own.map((heading) =>
    last = heading === "" ? "" : isHeading.get(heading) ? heading : last
  );
  return settled.some((heading) => heading !== "") ? settled : undefined;
}

/** Rows whose labels come again after a gap are in groups. */
function withGroups(table: ReadTable, findings: Findings, report: Report): ReadTable {
  const key = ({ labels }: ReadRow) => JSON.stringify(labels);
  const seen = new Map<string, number>();
  const repeated = table.rows.filter((row) => {
    const earlier = seen.get(key(row));
    if (earlier === undefined) seen.set(key(row), row.line);
    return earlier !== undefined;
  });
  if (repeated.length === 0) return table;
  let group = 0;
  const groups = table.rows.map((row, at) => (row.afterGap && at > 0 ? ++group : group));
  const size = table.rows.length / (group + 1);
  const areAlike = group > 0 && Number.isInteger(size) &&
    table.rows.every((row, at) =>
      key(row) === key(table.rows[at % size]!) && groups[at] === Math.floor(at / size)
    );
  if (!areAlike) {
    for (const row of repeated) {
      report({
        line: row.line,
        found: `repeats the row ${row.labels.map(quote).join(" · ")} of line ${seen.get(key(row))}`,
        wanted: "each row has labels of its own",
      });
    }
    return table;
  }
  const names = Array.from(
    { length: group + 1 },
    (_, at) => findings.answers.blocks[at] ?? `${at + 1}`,
  );
  findings.note(table.file, SAY.groups(names, findings.answers.blocks.length > 0));
  return {
    ...table,
    labels: [{ ...table.labels[0]!, name: "block", levels: ["block"] }, ...table.labels],
    rows: table.rows.map((row, at) => ({ ...row, labels: [names[groups[at]!]!, ...row.labels] })),
  };
}
