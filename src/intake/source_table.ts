/** A table as somebody saved it: whatever separates its columns, to labels and counts. */
import { quote } from "../errors.ts";
import { readCell } from "../release/cell.ts";
import type { Report } from "../release/report.ts";
import { decodeText } from "../release/text.ts";
import { findCounts } from "./source_columns.ts";
import { readSourceLines, type SourceLine } from "./source_lines.ts";
import { isTotalLabel, plainNumber, readMark, saysAtLeast, type SourceMark } from "./tokens.ts";

/** A table to be described. */
export interface SourceTable {
  /** The file's name without folder and ending. */
  readonly name: string;
  /** Headers of the columns of labels; `""` where the file has none. */
  readonly rowHeaders: readonly string[];
  readonly columnHeaders: readonly string[];
  readonly rows: readonly SourceRow[];
  /** The marks found, as the file writes them. */
  readonly marks: ReadonlyMap<string, SourceMark>;
  /** How many counts were written with separators between thousands. */
  readonly grouped: number;
  /** How many labels were left empty and taken from the row above, or from the total beside. */
  readonly filled: number;
}

export interface SourceRow {
  readonly line: number;
  readonly labels: readonly string[];
  /** Digits, or a mark. */
  readonly cells: readonly string[];
}

/** Reads a file; undefined where something was reported. */
export function readSourceTable(
  bytes: Uint8Array,
  name: string,
  report: Report,
): SourceTable | undefined {
  let faults = 0;
  const reportHere: Report = (problem) => {
    faults++;
    report(problem);
  };
  const text = decodeText(bytes, reportHere);
  if (text === undefined) return undefined;
  const lines = readSourceLines(text, reportHere);
  if (lines === undefined) return undefined;
  const [header, ...body] = lines;
  const first = findCounts(lines, reportHere);
  if (first === undefined) return undefined;
  const marks = new Map<string, SourceMark>();
  let [grouped, filled] = [0, 0];
  let above: readonly string[] = [];
  const rows = body.map(({ line, fields }): SourceRow => {
    const labels = readLabels({ line, fields: fields.slice(0, first) }, above, reportHere);
    filled += labels.filter((label, index) => label !== fields[index]).length;
    above = labels;
    const cells = fields.slice(first).map((field, index) => {
      const digits = plainNumber(field);
      if (digits !== undefined && digits !== field) grouped++;
      const mark = digits === undefined ? readMark(field) : undefined;
      if (mark) marks.set(field, mark);
      if (digits === undefined && !mark) {
        const column = first + index;
        const place = { line, column: column + 1, columnName: header!.fields[column]! };
        reportHere({ ...place, ...faultOf(field) });
      }
      return digits ?? field;
    });
    return { line, labels, cells };
  });
  checkRows(rows, reportHere);
  if (faults > 0) return undefined;
  return {
    name,
    rowHeaders: header!.fields.slice(0, first),
    columnHeaders: header!.fields.slice(first),
    rows,
    marks,
    grouped,
    filled,
  };
}

/** The labels of a row, none of them empty: a total's others may be, and one that spans rows stands in the first. */
function readLabels(
  { line, fields }: SourceLine,
  above: readonly string[],
  report: Report,
): readonly string[] {
  const isSpanned = fields.at(-1) !== "";
  return fields.map((label, index) => {
    if (label !== "") return label;
    const read = fields.slice(0, index).find(isTotalLabel) ??
      (isSpanned ? above[index] : undefined);
    if (read !== undefined) return read;
    report({
      line,
      column: index + 1,
      found: "is empty",
      wanted: "each row has a label in each column of labels",
      hint: "a label that spans rows is written in each of them",
    });
    return label;
  });
}

/** Why a field is neither a count nor a mark. */
function faultOf(field: string): { found: string; wanted: string; hint?: string } {
  const found = field === "" ? "is empty" : `holds ${quote(field)}`;
  const wanted =
    "a cell is a whole number >= 0, or a short mark for a missing one, such as x or <5";
  if (!saysAtLeast(field)) return { found, wanted, ...hintOf(readCell(field, [])) };
  const hint = "how small a count can be cannot be declared: write a mark such as x for it, " +
    "and say in a caveat what it stands for";
  return { found, wanted, hint };
}

function checkRows(rows: readonly SourceRow[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { line, labels } of rows) {
    const key = JSON.stringify(labels);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      report({
        line,
        found: `repeats the row ${labels.map(quote).join(" · ")} of line ${earlier}`,
        wanted: "each row has labels of its own",
      });
    } else seen.set(key, line);
  }
}

/** The loader's hint as far as it does not speak of a descriptor, which is not there yet. */
function hintOf(fault: ReturnType<typeof readCell>): { hint?: string } {
  if (!("hint" in fault) || fault.hint.startsWith("no such mark")) return {};
  return { hint: fault.hint.replace(/: .*datapackage\.json.*$/, "") };
}
