/** What every reader gives, whatever came in: a grid of text in which each field has a place; and fields told by where words stand. */
import type { Problem } from "@crosses/text";
import {
  centredOver,
  type Chunk,
  cutRun,
  nearestColumn,
  overlap,
  type Span,
  spannedBy,
} from "./spans.ts";
import type { LocalText } from "@crosses/counts/release";

export interface Grid {
  /** The file as the user named it, with its sheet or page. */
  readonly file: string;
  /** What a table of it is called where nothing else names it. */
  readonly name: string;
  /** What it was taken to be, such as CSV with semicolons, in Windows-1252. */
  readonly format: string;
  /** Whether commas part its columns, and so no decimals. */
  readonly hasCommas?: boolean;
  /** Whether it is a sheet, whose cells are called B4. */
  readonly isSheet?: boolean;
  /** What the file hides, and so is not read. */
  readonly leftOut?: readonly LocalText[];
  /** Where cells cannot be read. */
  readonly faults?: readonly Fault[];
  /** Where in the source columns of whole numbers stand behind most of which are decimals, as of averages; zero-based. */
  readonly estimated?: readonly number[];
  /** Where each field stood in the source, zero-based. */
  readonly columns: readonly number[];
  readonly lines: readonly GridLine[];
}

/** A file as it is called where its folder does not matter. */
export const nameOf = (file: string): string => file.split(/[/\\](?=[^/\\]*$)/).at(-1)!;

/** A cell that cannot be read: its line, from 1, its column, from 0, and why. */
export interface Fault extends Unreadable {
  readonly line: number;
  readonly at: number;
}

/** `B4`, of a line from 1 and a column from 0. */
export function cellName(line: number, column: number): string {
  return `${columnName(column)}${line}`;
}

/** `AB` for 27. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + column % 26);
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** Why a file gives no grid. */
export type Unreadable = Omit<Problem, "file">;

export interface GridLine {
  /** One-based, as an editor or a spreadsheet counts them. */
  readonly line: number;
  /** Without spaces around them; `""` where nothing stands. */
  readonly fields: readonly string[];
  /** Whether an empty line, or a wide gap, comes before it. */
  readonly afterGap: boolean;
  /** How far its first field stands from the left, in letters or, on a page, in points. */
  readonly indent?: number;
  /** How many numbers stand in it, where places and not separators part its fields. */
  readonly numbers?: number;
  /** Whether drawn rules part its fields. */
  readonly isRuled?: boolean;
}

/** A table by its lines, before it is understood. */
export interface Block {
  readonly file: string;
  readonly name: string;
  readonly hasCommas: boolean;
  /** Columns behind most of whose whole numbers decimals stand, zero-based. */
  readonly estimated?: readonly number[];
  readonly titles: string[];
  readonly header: GridLine[];
  readonly rows: BlockRow[];
  readonly notes: string[];
}

interface BlockRow extends GridLine {
  /** The heading that it stands under; `""` where there is none. */
  readonly heading: string;
  /** Whether it stands further from the left than that heading. */
  readonly isUnder?: boolean;
}

/** Dots that lead from a label to its numbers; what is shortened with points keeps its own. */
const LEADERS =
  /(?<=[\p{L}\p{N})]\.?)\s(?:[.·…_]\s?){3,}$|(?<=[\p{L}\p{N})])(?<!\.\p{L})(?:\s?[.·…_]){4,}$/u;

/** Text in the form in which labels are compared: Unicode composed, single spaces, nothing invisible, no bullets of a font's own, no rule of underscores. */
export function plain(text: string): string {
  if (/^(?:[A-Za-z\d]+[ .]?\b)*$/.test(text)) return text;
  const one = text.normalize("NFC").replaceAll(/[\p{Cf}\p{Co}]/gu, "").replaceAll(/\s+/gu, " ")
    .trim().replace(/^_{3,}\s?(?=[^_\s])/, "").replace(LEADERS, "").replaceAll(
      /(?<=\d[-–]) (?=\d)/g,
      "",
    )
    .replace(/^[\u2010-\u2012]$/, "–");
  // What keeps a code with zeros at its beginning from being a number; or quotes behind a space.
  return one.replace(/^=?"([^"]*)"$/, "$1");
}

/**
 * The lines that hold something, all of the same width, without empty columns.
 * @param columns where each field stood in the source; without it, one after the other
 */
export function gridLines(
  rows: Iterable<Omit<GridLine, "afterGap"> & { afterGap?: boolean }>,
  columns?: readonly number[],
): Pick<Grid, "lines" | "columns"> {
  const read: (GridLine & { indent: number })[] = [];
  const used = new Set<number>();
  let afterGap = false;
  for (
    const { fields, afterGap: wasApart = false, indent = spacesBefore(fields), ...rest } of rows
  ) {
    const trimmed = fields.map(plain);
    const isEmpty = trimmed.every((field) => field === "");
    if (!isEmpty) read.push({ ...rest, indent, fields: trimmed, afterGap: afterGap || wasApart });
    trimmed.forEach((field, at) => field !== "" && used.add(at));
    afterGap = isEmpty;
  }
  const kept = [...used].sort((a, b) => a - b);
  return {
    columns: kept.map((at) => columns?.[at] ?? at),
    lines: read.map(({ fields, ...rest }) => ({
      ...rest,
      fields: kept.map((at) => fields[at] ?? ""),
    })),
  };
}

const spacesBefore = ([first = ""]: readonly string[]) => first.length - first.trimStart().length;

/** How many fields of a line hold something. */
export function filledFields({ fields }: Pick<GridLine, "fields">): number {
  return fields.filter((field) => field !== "").length;
}

/** The fields of each line, by the columns that its words stand in. */
export function fieldsByPlace(placed: readonly (readonly Chunk[])[]): string[][] {
  const columns = columnsOf(placed);
  const lines = placed.map((chunks) => chunks.flatMap((chunk) => cutRun(chunk, columns)));
  const isWide = (chunk: Chunk) =>
    columns.filter((column) => overlap(column, chunk)).length > 1 || chunk.from <= columns[0]!.to;
  return lines.map((chunks, line) => {
    const spanned = columns.length < 2
      ? undefined
      : centredOver(lines, line, columns) ?? spannedBy(chunks, columns);
    if (columns.length < 2 || chunks.length === 1 && isWide(chunks[0]!) && !spanned) {
      return [chunks.map(({ text }) => text).join(" ")];
    }
    const fields = Array<string>(columns.length).fill("");
    for (const chunk of chunks) {
      const at = nearestColumn(chunk, columns);
      const [from, to] = spanned?.get(chunk) ?? [at, at + 1];
      // Numbers that stand apart are two, and no thousands: "85   100".
      const areTwo = [fields[from]!, chunk.text].every((text) => /^\d[\d.,]*$/.test(text));
      const before = fields[from] ? `${fields[from]}${areTwo ? " · " : " "}` : "";
      fields.fill(before + chunk.text, from, to);
    }
    return fields;
  });
}

/**
 * Where columns stand, told by the lines that look like rows. Most rows have the same number of chunks; what these cover
 * are columns. Rows of more chunks add a column, such as a label over several rows, where two of them have something
 * between the others.
 */
function columnsOf(lines: readonly (readonly Chunk[])[]): Span[] {
  const likely = lines.filter(isRow);
  // Names over the middle of their columns need not stand above any number.
  const counting = likely.filter((line) => numbersIn(line) > 0);
  const rows = counting.length > 2 ? counting : likely;
  const counts = rows.map(({ length }) => length).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const columns = merged(rows.filter(({ length }) => length === usual).flat());
  const between = rows.filter(({ length }) => length > usual).flat()
    .filter((chunk) => !columns.some((column) => overlap(column, chunk)));
  const others = merged(between).filter(({ times }) => times > 1);
  return [...columns, ...others].sort((a, b) => a.from - b.from);
}

/** A line of several chunks, one of them after the first as short as a count. */
const isRow = (chunks: readonly Chunk[]) =>
  chunks.length > 1 && chunks.slice(1).some(({ text }) => /^\S{1,12}$/.test(text));

/** Spans that overlap as one, and how many they were. */
function merged(spans: readonly Span[]): (Span & { times: number })[] {
  const found: { from: number; to: number; times: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from < last.to) {
      last.to = Math.max(last.to, to);
      last.times++;
    } else found.push({ from, to, times: 1 });
  }
  return found;
}

/** Whether the columns of some lines are those of others, as on the next page. */
export function standBelow(
  one: readonly (readonly Chunk[])[],
  other: readonly (readonly Chunk[])[],
): boolean {
  const [above, below] = [columnsOf(one), columnsOf(other)];
  return above.length > 1 && above.length === below.length &&
    above.every((column, at) => overlap(column, below[at]!));
}

/** How many numbers stand apart in a line. */
export const numbersIn = (chunks: readonly Chunk[]): number =>
  chunks.length < 2
    ? 0
    : chunks.filter(({ text }) => /^\d[\d\s.,]*%?$/.test(text) && text.length < 16).length;

/** A line of text as chunks that two spaces or a tab part. */
export function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({
    text,
    from: index,
    to: index + text.length,
  }));
}
