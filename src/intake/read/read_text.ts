/** Text to a grid: whatever separates its columns, or columns that stand below one another. */
import { parse } from "csv-parse/sync";
import { type Field, readField } from "../fields/fields.ts";
import { isTotalLabel } from "../fields/names.ts";
import {
  chunksOf,
  fieldsByPlace,
  type Grid,
  gridLines,
  numbersIn,
  type Unreadable,
} from "./grid.ts";
import { isPeriodLabel } from "../fields/periods.ts";

type Rows = { line: number; fields: readonly string[]; numbers?: number }[];

/** A way to read a text. */
interface Reading {
  /** What parts its columns. */
  readonly by: string;
  readonly separator?: string;
  readonly read: (text: string, lines: readonly string[]) => Rows | Unreadable;
}

const READINGS: readonly Reading[] = [
  delimited("\t", "tabs"),
  delimited(";", "semicolons"),
  delimited("|", "vertical bars"),
  delimited(",", "commas"),
  { by: "spaces that align", read: (_, lines) => aligned(lines) },
  { by: "single spaces", read: (_, lines) => spaced(lines) },
];

const BREAK = /\r\n|\n|\r/;

/** The grid of a text, by the reading that looks most like a table. */
export function readText(
  text: string,
  file: string,
  name: string,
  encoding: string,
): Grid | Unreadable {
  const lines = text.replace(/^\ufeff/, "").split(BREAK);
  // A first line such as "sep=;", which Excel writes, names the separator.
  const told = /^sep=(.)$/.exec(lines[0]!.trim())?.[1];
  const readings = READINGS.filter(({ separator }) => !told || separator === told);
  const tried = readings.map((reading) => {
    const rows = reading.read(text, lines);
    if ("found" in rows) return { reading, rows: [], rank: 0, fault: rows };
    const own = told ? rows.slice(1) : rows;
    return { reading, rows: own, rank: rankOf(own), fault: undefined };
  });
  const ranked = tried.toSorted((a, b) => b.rank - a.rank);
  // No sentence has tabs: where they part the first line, they part all, however many notes follow.
  const best =
    ranked.find(({ reading, rows, rank }) =>
      reading.separator === "\t" && rank > 0 && rows[0]!.fields.length > 2
    ) ?? ranked[0];
  if (!best?.rank) {
    return tried.find(({ fault }) => fault)?.fault ?? {
      found: text.trim() === "" ? "is empty" : "holds no table of counts",
      wanted:
        "a table has rows of labels and whole numbers, parted by commas, semicolons, tabs or two spaces, below a line that names the columns",
    };
  }
  const { by, separator } = best.reading;
  return {
    file,
    name,
    format: `text, ${encoding}, columns parted by ${by}`,
    hasCommas: separator === ",",
    ...gridLines(withKeyParted(best.rows)),
  };
}

/** Rows whose first field is a key, as Eurostat writes "freq,geo\\TIME_PERIOD", with a field for each of its dimensions. */
function withKeyParted(rows: Rows): Rows {
  const [key = "", over] = rows[0]?.fields[0]?.split("\\") ?? [];
  const names = key.split(",");
  const isKey = over !== undefined && !over.includes(",") && names.length > 1 &&
    rows.slice(1).every(({ fields: [first = ""] }) =>
      first.trim() === "" || first.split(",").length === names.length
    );
  if (!isKey) return rows;
  return rows.map(({ fields: [first = "", ...others], ...row }, at) => {
    const parted = at === 0 ? names : first.split(",");
    return { ...row, fields: [...names.map((_, index) => parted[index] ?? ""), ...others] };
  });
}

function delimited(separator: string, by: string): Reading {
  const read = (text: string) => {
    if (!text.includes(separator)) return [];
    try {
      const records = parse(text, {
        delimiter: separator,
        bom: true,
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: false,
        record_delimiter: ["\r\n", "\n", "\r"],
      }) as unknown as { record: string[]; info: { lines: number } }[];
      return records.map(({ record, info }) => ({ line: info.lines, fields: record }));
    } catch {
      const isOpen = (line: string) => line.split('"').length % 2 === 0;
      return {
        line: text.split(BREAK).findIndex(isOpen) + 1,
        found: "opens a quote that is closed nowhere",
        wanted: "a quote is closed, and doubled inside a quoted field",
      };
    }
  };
  return { by, separator, read };
}

function aligned(lines: readonly string[]): Rows {
  const chunks = lines.map((line) => chunksOf(line.replaceAll("\t", "    ")));
  if (!chunks.some(({ length }) => length > 1)) return [];
  return fieldsByPlace(chunks)
    .map((fields, at) => ({ line: at + 1, fields, numbers: numbersIn(chunks[at]!) }));
}

/** Text whose columns single spaces part, as a PDF's text has them: a label, then as many counts as the header names. */
function spaced(lines: readonly string[]): Rows {
  const heads = lines.map(periodsIn);
  const widths = new Set(heads.map(({ length }) => length - 1).filter((width) => width > 1));
  return lines.map((text, at) => {
    const line = at + 1;
    if (heads[at]!.length > 2) return { line, fields: heads[at]! };
    const words = text.trim().split(/\s+/);
    const first = Math.max(1, words.findLastIndex((word) => !isCell(readField(word))) + 1);
    const label = words.slice(0, first).join(" ");
    const isRow = widths.has(words.length - first);
    return { line, fields: isRow ? [label, ...words.slice(first)] : [text.trim()] };
  });
}

const isCell = (field: Field) =>
  field.kind === "count" || field.kind === "grouped" ||
  field.kind === "mark" && !field.mark.isWeak && field.mark.atLeast === undefined;

/** Before each year that stands outside brackets, with what stands in brackets after it: "Where| 2023| 2024 (to June)". */
const BEFORE_YEARS = / (?=(?:19|20)\d\d(?: \([^)]*\))?(?: |$))(?![^(]*\))/;

/** A line that names periods, as its fields: what comes before them, each period, and a total over them; else none. */
function periodsIn(line: string): string[] {
  const [before, ...parts] = line.replaceAll(/\s+/g, " ").trim().split(BEFORE_YEARS);
  const periods = parts.flatMap((part, at) => at === parts.length - 1 ? splitTotal(part) : part);
  const arePeriods = periods.every((period, at) =>
    isPeriodLabel(period) || /\(/.test(period) ||
    at === parts.length && isTotalLabel(period)
  );
  return before && arePeriods ? [before, ...periods] : [];
}

/** "2024 Total" as two fields. */
function splitTotal(part: string): string[] {
  const [, period, total] = /^(\S+) (\D+)$/.exec(part) ?? [];
  const hasTotal = total !== undefined && isPeriodLabel(period!) && isTotalLabel(total);
  return hasTotal ? [period!, total] : [part];
}

/** How much of a reading looks like a table: rows of the same width that hold labels and counts. */
function rankOf(rows: Rows): number {
  const widths = new Map<number, number>();
  const filled = rows.map(({ fields }) => fields.map((field) => field.trim()))
    .filter((fields) => fields.some((field) => field !== ""));
  // Prose has no line of short names above it, one for each of its commas.
  const names = filled[0] ?? [];
  const areShort = new Set(names).size === names.length &&
    names.every((name) => /^.{1,60}$/.test(name));
  const areNamed = (width: number) => areShort && width > 3 && width === names.length;
  for (const [at, fields] of filled.entries()) {
    const before = filled[at - 1] ?? [];
    // A number alone in its line, such as 1,575, is no row of two.
    const isOne = /^\d{1,3}(?:,\d{3})+$/.test(fields.join(",")) &&
      (before.length !== fields.length || before.includes(""));
    const kinds = fields.map((field) => readField(field).kind);
    const counts = kinds.filter((kind) => ["count", "mark", "grouped", "decimal"].includes(kind));
    const isLong = !areNamed(fields.length) &&
      fields.some((field, at) => kinds[at] === "text" && field.length >= 80);
    if (isOne || isLong || fields.length < 2 || counts.length === 0) continue;
    const rank = counts.length / fields.length + 1;
    widths.set(fields.length, (widths.get(fields.length) ?? 0) + rank);
  }
  return Math.max(0, ...widths.values());
}
