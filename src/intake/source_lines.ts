/** The text of a stranger's CSV to lines of fields, whatever separates them. */
import { parse } from "csv-parse/sync";
import { quote } from "../errors.ts";
import type { Report } from "../release/report.ts";

export interface SourceLine {
  /** One-based, as an editor counts them. */
  readonly line: number;
  readonly fields: readonly string[];
}

const SEPARATORS = [",", ";", "\t", "|"];

/** Splits lines that hold something; empty columns at their ends are dropped. Undefined where something was reported. */
export function readSourceLines(text: string, report: Report): SourceLine[] | undefined {
  const lines = text.split(/\r\n|\n|\r/).map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.replaceAll(/[,;|\s]/g, "") !== "");
  if (lines.length < 2) {
    report({ found: "has no table", wanted: "a header and at least one row" });
    return undefined;
  }
  const head = lines[0]!.content;
  const separator = separatorOf(lines.map(({ content }) => content));
  const read: SourceLine[] = [];
  let isSound = true;
  for (const { line, content } of lines) {
    try {
      const [fields] = parse(content, { delimiter: separator, relax_column_count: true });
      read.push({ line, fields: fields!.map(trim) });
    } catch {
      isSound = false;
      report({
        line,
        found: `cannot be split: ${quote(content)}`,
        wanted: "a quote is closed on its line, and doubled inside a quoted field",
      });
    }
  }
  if (!isSound) return undefined;
  const used = Math.max(...read.map(({ fields }) => fields.findLastIndex((field) => field !== "")));
  if (used < 1) {
    report({
      line: read[0]!.line,
      found: `is one field: ${quote(head)}`,
      wanted: "columns are separated by commas, semicolons, tabs or vertical bars",
    });
    return undefined;
  }
  return hasOneWidth(
    read.map(({ line, fields }) => ({ line, fields: fields.slice(0, used + 1) })),
    report,
  );
}

/** Without spaces and invisible characters at either end, which copying from a page leaves. */
function trim(field: string): string {
  return field.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
}

/** The one that most lines have, as often as the others; a title or a note above has none. */
function separatorOf(lines: readonly string[]): string {
  const linesWith = (separator: string) => lines.filter((line) => line.includes(separator)).length;
  const inHead = (separator: string) => lines[0]!.split(separator).length;
  return SEPARATORS.toSorted((a, b) => inHead(b) - inHead(a) || linesWith(b) - linesWith(a))[0]!;
}

function hasOneWidth(lines: SourceLine[], report: Report): SourceLine[] | undefined {
  const width = lines[0]!.fields.length;
  const others = lines.filter(({ fields }) => fields.length !== width);
  const title = lines[0]!.fields.filter((field) => field !== "");
  if (title.length === 1 && lines[1]!.fields.filter((field) => field !== "").length > 1) {
    report({
      line: lines[0]!.line,
      found: `is a title: ${quote(title[0]!)}`,
      wanted: "the first line names the columns",
      hint: "leave titles and notes out of the file",
    });
    return undefined;
  }
  for (const { line, fields } of others) {
    report({
      line,
      found: `has ${counted(fields.length)}`,
      wanted: `the header has ${width}`,
      hint: fields.length === 1
        ? "leave titles and notes out of the file: each line below the header is a row"
        : fields.some((field, i) => /^\d{1,3}$/.test(field) && /^\d{3}$/.test(fields[i + 1] ?? ""))
        ? "a comma that groups thousands splits a number in two: put the number in quotes"
        : "a label that holds the separator is put in quotes",
    });
  }
  return others.length === 0 ? lines : undefined;
}

function counted(fields: number): string {
  return `${fields} ${fields === 1 ? "field" : "fields"}`;
}
