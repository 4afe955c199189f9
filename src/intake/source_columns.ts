/** Which columns of a stranger's table are labels, and which counts. */
import { quote } from "../errors.ts";
import { looksLikeNumber } from "../release/cell.ts";
import { NAME_PATTERN } from "../release/descriptor_schema.ts";
import type { Report } from "../release/report.ts";
import type { SourceLine } from "./source_lines.ts";
import { plainNumber, readMark, saysAtLeast } from "./tokens.ts";

/** Headers of columns whose numbers are labels. */
const LABEL_HEADER =
  /^(year|ann[ée]e|an|jahr|año|period|p[ée]riode|month|mois|monat|quarter|trimestre|quartal|code|id|no|n[o°º]|age|[âa]ge|rank|rang)\b/i;

/** Marks that are nothing else: "M" and "F" may well be labels. */
const PLAIN_MARK = /^(x|\[[^\]]*\]|\.{2,3}|[<≤].*|[-–—*:]+)$/i;

/**
 * Where the counts start, zero-based; undefined where that cannot be told. Reports faults of headers and of what stands
 * in the columns of labels.
 */
export function findCounts(lines: readonly SourceLine[], report: Report): number | undefined {
  const [header, ...body] = lines as [SourceLine, ...SourceLine[]];
  const first = firstCountColumn(header.fields, body);
  if (first < 0) {
    report({
      line: header.line,
      found: "starts no column of counts",
      wanted: "columns of labels stand on the left, columns of counts on the right",
    });
    return undefined;
  }
  if (isHeader(body[0]!, first, body)) {
    report({
      line: body[0]!.line,
      found: "looks like a second line of headers",
      wanted: "one line of headers, and rows below it",
      hint: 'write the headers in one line, each column with all of it, such as "2023 Men"',
    });
    return undefined;
  }
  checkHeader(header, first, report);
  for (const { line, fields } of lines) {
    const labels = line === header.line ? fields : fields.slice(0, first);
    for (const [index, label] of labels.entries()) {
      if (label === "" || NAME_PATTERN.test(label)) continue;
      report({
        line,
        column: index + 1,
        found: `holds a character that cannot be shown: ${quote(label)}`,
        wanted: "a label is text on one line",
      });
    }
  }
  return first;
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
