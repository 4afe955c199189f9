/** Text to grids: whatever separates its columns, or columns that stand below one another. */
import { parse } from "csv-parse/sync";
import type { Problem } from "../errors.ts";
import { type Field, readField } from "./fields.ts";
import { type Grid, gridLines } from "./grid.ts";
import { isPeriodLabel } from "./periods.ts";
import { chunksOf, fieldsByPlace } from "./places.ts";
import { isTotalLabel } from "./words.ts";

type Rows = { line: number; fields: readonly string[] }[];
type Reading = { readonly en: string; readonly fr: string; rows(): Rows };

/** The grid of a text. */
export function readText(
  text: string,
  file: string,
  name: string,
  encoding: string,
): Grid | Omit<Problem, "file"> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  // Excel says so in its first line.
  const told = /^sep=(.)$/.exec(lines[0]!.trim())?.[1];
  const readings: Reading[] = [
    { en: "tabs", fr: "tabulations", rows: () => delimited(text, "\t") },
    { en: "semicolons", fr: "points-virgules", rows: () => delimited(text, ";") },
    { en: "vertical bars", fr: "barres verticales", rows: () => delimited(text, "|") },
    { en: "commas", fr: "virgules", rows: () => delimited(text, ",") },
    { en: "spaces that align", fr: "espaces qui alignent", rows: () => aligned(lines) },
    { en: "single spaces", fr: "espaces simples", rows: () => spaced(lines) },
  ];
  const tried = readings.filter(({ en }) =>
    told === undefined ||
    en === { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars" }[told]
  )
    .flatMap((reading): { reading: Reading; rows: Rows; rank: number; fault?: Fault }[] => {
      try {
        const rows = told === undefined ? reading.rows() : reading.rows().slice(1);
        return [{ reading, rows, rank: rankOf(rows) }];
      } catch (error) {
        return error instanceof Fault ? [{ reading, rows: [], rank: 0, fault: error }] : [];
      }
    });
  const best = tried.reduce((best, one) => one.rank > best.rank ? one : best);
  if (best.rank === 0) {
    const fault = tried.find(({ fault }) => fault)?.fault;
    if (fault) {
      return {
        line: fault.line,
        found: "opens a quote that is closed nowhere",
        wanted: "a quote is closed, and doubled inside a quoted field",
      };
    }
    return {
      found: lines.every((line) => line.trim() === "") ? "is empty" : "holds no table of counts",
      wanted:
        "a table has rows of labels and whole numbers, parted by commas, semicolons, tabs or two spaces, below a line that names the columns",
    };
  }
  return {
    file,
    name,
    format: {
      en: `text, ${encoding}, columns parted by ${best.reading.en}`,
      fr: `texte, ${encoding}, colonnes séparées par des ${best.reading.fr}`,
    },
    hasCommas: best.reading.en === "commas",
    lines: gridLines(best.rows),
  };
}

class Fault extends Error {
  constructor(readonly line: number) {
    super();
  }
}

function delimited(text: string, delimiter: string): Rows {
  if (!text.includes(delimiter)) return [];
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch {
    const open = text.split(/\r\n|\n|\r/).findIndex((line) => line.split('"').length % 2 === 0);
    throw new Fault(open + 1);
  }
}

function aligned(lines: readonly string[]): Rows {
  const wide = lines.map((line) => line.replaceAll("\t", "    "));
  const chunks = wide.map(chunksOf);
  if (!chunks.some(({ length }) => length > 1)) return [];
  return fieldsByPlace(chunks).map((fields, at) => ({ line: at + 1, fields }));
}

/** Text whose columns single spaces part, as a PDF's text has them: a label, then as many counts as the header names. */
function spaced(lines: readonly string[]): Rows {
  const split = lines.map((line) => {
    const words = line.trim().split(/\s+/);
    let first = words.length;
    while (first > 1 && isCell(readField(words[first - 1]!))) first--;
    return { words, first, width: words.length - first };
  });
  const heads = lines.map(periodsIn);
  const widths = new Set(heads.map(({ length }) => length - 1).filter((width) => width > 1));
  return lines.map((line, at) => {
    const { words, first, width } = split[at]!;
    const head = heads[at]!;
    if (head.length > 2) return { line: at + 1, fields: head };
    const isRow = widths.has(width);
    return {
      line: at + 1,
      fields: isRow ? [words.slice(0, first).join(" "), ...words.slice(first)] : [line.trim()],
    };
  });
}

const isCell = (field: Field) =>
  field.kind === "count" || field.kind === "grouped" ||
  field.kind === "mark" && !field.mark.isWeak && field.mark.atLeast === undefined;

/** A line that names periods: what comes before them, then each with what stands in brackets after it. */
function periodsIn(line: string): string[] {
  const [before, ...periods] = line.replaceAll(/\s+/g, " ").trim().split(
    / (?=(?:19|20)\d\d(?: \([^)]*\))?(?: |$))(?![^(]*\))/,
  );
  // A total over them may come last: "2024 Total".
  const [, last, total] = / /.test(periods.at(-1) ?? "")
    ? /^(\S+) (\D+)$/.exec(periods.at(-1)!) ?? []
    : [];
  if (total && isPeriodLabel(last!) && isTotalLabel(total)) periods.splice(-1, 1, last!, total);
  return before &&
      periods.every((period, at) =>
        at > 0 && at === periods.length - 1 && isTotalLabel(period) ||
        isPeriodLabel(period) || /\(/.test(period)
      )
    ? [before, ...periods]
    : [];
}

/** How much of a reading looks like a table: rows of the same width that hold labels and counts. */
function rankOf(rows: Rows): number {
  const widths = new Map<number, number>();
  const filled = rows.filter(({ fields }) => fields.some((field) => field.trim() !== ""));
  for (const [at, { fields }] of filled.entries()) {
    const before = filled[at - 1]?.fields ?? [];
    // A number alone in its line, such as 1,575, is no row of two.
    const isOne = /^\d{1,3}(?:,\d{3})+$/.test(fields.join(",").trim()) &&
      (before.length !== fields.length || before.includes(""));
    if (isOne) continue;
    const cells = fields.map((field) => readField(field.trim()).kind);
    const counts = cells.filter((kind) =>
      ["count", "mark", "grouped", "decimal"].includes(kind)
    ).length;
    const isRow = fields.length > 1 && counts > 0 &&
      cells.every((kind, at) => kind !== "text" || fields[at]!.length < 80);
    if (isRow) {
      widths.set(fields.length, (widths.get(fields.length) ?? 0) + counts / fields.length + 1);
    }
  }
  return Math.max(0, ...widths.values());
}
