/** A table as somebody saved it: whatever separates its columns, to labels and counts. */
import { quote } from "../../errors.ts";
import { looksLikeNumber, readCell } from "../cell.ts";
import { NAME_PATTERN } from "../descriptor_schema.ts";
import type { Report } from "../report.ts";
import { decodeText } from "../text.ts";
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

/** Headers of columns whose numbers are labels. */
const LABEL_HEADER =
  /^(year|ann[ée]e|an|jahr|año|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|code|id|no|n[o°º]|age|[âa]ge|rank|rang)\b/i;

/** Marks that are nothing else: "M" and "F" may well be labels. */
const PLAIN_MARK = /^(x|\[[^\]]*\]|\.{2,3}|[<≤].*|[-–—*:]+)$/i;

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
  const first = firstCountColumn(header!.fields, body);
  if (first < 0) {
    reportHere({
      line: 1,
      found: "starts no column of counts",
      wanted: "columns of labels stand on the left, columns of counts on the right",
    });
    return undefined;
  }
  if (isHeader(body[0]!, first, body)) {
    reportHere({
      line: body[0]!.line,
      found: "looks like a second line of headers",
      wanted: "one line of headers, and rows below it",
      hint: 'write the headers in one line, each column with all of it, such as "2023 Men"',
    });
    return undefined;
  }
  checkHeader(header!, first, reportHere);
  for (const { line, fields } of lines) {
    const labels = line === header!.line ? fields : fields.slice(0, first);
    for (const [index, label] of labels.entries()) {
      if (label === "" || NAME_PATTERN.test(label)) continue;
      reportHere({
        line,
        column: index + 1,
        found: `holds a character that cannot be shown: ${quote(label)}`,
        wanted: "a label is text on one line",
      });
    }
  }
  const marks = new Map<string, SourceMark>();
  let [grouped, filled] = [0, 0];
  let above: readonly string[] = [];
  const rows = body.map(({ line, fields }): SourceRow => ({
    line,
    labels: above = fields.slice(0, first).map((label, index, labels) => {
      if (label !== "") return label;
      // A total's other labels may be left empty, and a label that spans rows stands in the first of them.
      const total = labels.slice(0, index).find(isTotalLabel);
      const spanning = labels[first - 1] === "" || index === first - 1 ? undefined : above[index];
      const read = total ?? spanning;
      if (read !== undefined) {
        filled++;
        return read;
      }
      reportHere({
        line,
        column: index + 1,
        found: "is empty",
        wanted: "each row has a label in each column of labels",
        hint: "a label that spans rows is written in each of them",
      });
      return label;
    }),
    cells: fields.slice(first).map((field, index) => {
      const digits = plainNumber(field);
      if (digits !== undefined) {
        if (digits !== field) grouped++;
        return digits;
      }
      const mark = readMark(field);
      if (mark !== undefined) {
        marks.set(field, mark);
        return field;
      }
      const columnName = header!.fields[first + index]!;
      const fault = readCell(field, []);
      reportHere({
        line,
        column: first + index + 1,
        columnName,
        found: field === "" ? "is empty" : `holds ${quote(field)}`,
        wanted: "a cell is a whole number >= 0, or a short mark for a missing one, such as x or <5",
        ...(saysAtLeast(field)
          ? {
            hint: "how small a count can be cannot be declared: write a mark such as x for it, " +
              "and say in a caveat what it stands for",
          }
          : hintOf(fault)),
      });
      return field;
    }),
  }));
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

/** Whether the first row holds headers, and the others counts. */
function isHeader({ fields }: SourceLine, first: number, body: readonly SourceLine[]): boolean {
  const isCount = (field: string) =>
    plainNumber(field) !== undefined || readMark(field) !== undefined;
  const isMeant = (field: string) => isCount(field) || saysAtLeast(field) || looksLikeNumber(field);
  const counts = fields.slice(first);
  // One odd word may as well be a mistake.
  const isWords = counts.filter((field) => field !== "").length > 1 || fields[0] === "";
  return body.length > 1 && isWords && !counts.some(isMeant) &&
    body.slice(1).some(({ fields }) => fields.slice(first).some(isCount));
}

/** The first column is labels; so is each after it until one holds counts. -1 where none does. */
function firstCountColumn(
  header: readonly string[],
  body: readonly SourceLine[],
): number {
  for (let column = 1; column < header.length; column++) {
    if (LABEL_HEADER.test(header[column]!) && column < header.length - 1) continue;
    const fields = body.map(({ fields }) => fields[column] ?? "");
    if (fields.some((field) => plainNumber(field) !== undefined)) return column;
    // A column of marks alone is one of counts, unless it comes before others that hold labels.
    if (fields.every((field) => PLAIN_MARK.test(field)) && isLast(column, header, body)) {
      return column;
    }
  }
  // No count can be read, but these may have been meant as some.
  return header.findIndex((_, column) =>
    column > 0 && body.some(({ fields }) => /\d/.test(fields[column] ?? ""))
  );
}

function isLast(column: number, header: readonly string[], body: readonly SourceLine[]): boolean {
  return header.slice(column + 1).every((_, index) =>
    body.every(({ fields }) => {
      const field = fields[column + 1 + index] ?? "";
      return plainNumber(field) !== undefined || readMark(field) !== undefined;
    })
  );
}

function checkHeader({ line, fields }: SourceLine, first: number, report: Report): void {
  const seen = new Map<string, number>();
  for (const [index, field] of fields.entries()) {
    const place = { line, column: index + 1 };
    if (field === "" && index >= first) {
      report({
        ...place,
        found: "is an empty header",
        wanted: "each column of counts has a header",
        hint: "a header in several lines is written as one, each column with all of it",
      });
    } else if (field !== "" && seen.has(field)) {
      report({
        ...place,
        found: `repeats the header ${quote(field)} of column ${seen.get(field)}`,
        wanted: "each column has a header of its own",
      });
    }
    seen.set(field, index + 1);
  }
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
