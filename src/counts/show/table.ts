/** A Polars frame as a table: HTML, plain text, CSV. */
import type { Language } from "@crosses/text";
import { requireOptions } from "../frames/frame.ts";
import {
  DISPLAY,
  idOf,
  inOneLine,
  type MimeBundle,
  plainText,
  type Showable,
  type TableCell,
  tableHtml,
  type TableModel,
  tableText,
  toCsv,
} from "../plot/html.ts";
import { standAlone } from "../plot/drawn.ts";
import { inFigure } from "../plot/fit.ts";
import {
  columnFormat,
  type FigureWords,
  leadingText,
  printedIn,
  type Row,
  WHOLE,
  wordsOf,
} from "../words/figures.ts";
import { columnsOf, isFrame, type MarkData, rowsOf } from "../plot/rows.ts";

/** What a table says besides its rows. */
export interface TableOptions {
  /** What the table holds: a sentence without a full stop, above it. Its size, if left out. */
  readonly caption?: string;
  /** Marks, periods, source: smaller, after the caption. */
  readonly note?: string;
  /**
   * How many columns, from the left, name the row; the columns of text that come first, three at most, if left out. Where it
   * is given, whole numbers that stand as texts after them are counts.
   */
  readonly headColumns?: number;
  /** Columns to show, by name, with the words over each; in the order of the frame. All of them, if left out. */
  readonly columns?: Readonly<Record<string, string>>;
  /**
   * What a null in a column of numbers prints as, e.g. "x", in a frame that has no `status`,
   * where a null is a count that the source suppressed. Else nulls print as –.
   */
  readonly mark?: string;
  /** The column whose values stand as heads over the rows that share them, in the place of a column. */
  readonly group?: string;
  /** A last row, by column: sums, for instance. It is not in the CSV. */
  readonly foot?: Readonly<Record<string, unknown>>;
  /** A drawing in each cell of a column, under its words: what `Plot.plot` gives for a row, on a scale that all rows share. */
  readonly draw?: {
    readonly column: string;
    readonly plot: (row: Readonly<Record<string, unknown>>, width: number) => Element;
    /** In pixels; 200 if left out. */
    readonly width?: number;
  };
  /** Rows shown: the first half of them and the last; the CSV has all. 200 if left out. */
  readonly maxRows?: number;
  /** Unique on a page; made from the caption, if left out. */
  readonly id?: string;
  /** The language of what the table itself says; "en", or what {@linkcode localise} was told, if left out. */
  readonly locale?: Language;
  /** The words over columns, by name, where `columns` has none; {@linkcode localise} gives those of the release. */
  readonly heads?: Readonly<Record<string, string>>;
}

/** A table that shows itself. */
export class Table implements Showable {
  /** Use {@linkcode table} or {@linkcode assertClaims}. */
  constructor(
    /** A `<table>`, or what folds it. */
    readonly html: string,
    readonly text: string,
    /** All rows; undefined where they are too many to carry along, or are sentences. */
    readonly csv: string | undefined,
  ) {}

  /** HTML, CSV and text. */
  [DISPLAY](): MimeBundle {
    return {
      "text/html": this.html,
      ...(this.csv === undefined ? {} : { "text/csv": this.csv }),
      "text/plain": this.text,
    };
  }
}

const OPTIONS = [
  ...["caption", "note", "headColumns", "columns", "mark", "group", "foot", "draw"],
  ...["maxRows", "id", "locale", "heads"],
];
/** Stands for the rows that are left out. */
const DOTS: TableCell = { text: "…", kind: "text" };
/** Rows that a notebook can carry along as CSV. */
const MOST_CSV_ROWS = 10_000;

/**
 * A frame as a table. A null in `value` prints the source's mark, if the frame has a column `mark` with one; where `range` is
 * "withheld", one in `lower` and `upper` prints "not given"; any other null is –. A column's numbers have one number of significant digits, whole
 * numbers all of theirs, years and codes no separators; days are ISO. A null whose row has a `status` is called suppressed only where that says so.
 * @param data a Polars frame, or rows
 * @throws {RangeError} when `columns` names one that there is not; says which there are
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { table } from "@crosses/counts";
 *
 * const rows = [
 *   { town: "A", value: 12, status: "published" },
 *   { town: "B", value: null, status: "suppressed", mark: "x" },
 * ];
 * const { text } = table(rows, {
 *   caption: "Births",
 *   columns: { town: "Town", value: "Births" },
 * });
 * assert.match(text, /x \(suppressed by the source\)/);
 * ```
 */
export function table(data: MarkData, given: TableOptions = {}): Table {
  requireOptions(given, OPTIONS, "table(frame, { … })");
  const options = inOneLine(given);
  const { columns, mark, group, foot, draw, heads = {}, locale: language = "en" } = options;
  const words = wordsOf(language);
  const names = shownColumns(data, options);
  const { height, rows, first, all } = takeRows(data, options.maxRows);
  const size = words.frame(height, names.length, first, rows.length - first);
  const caption = options.caption ?? size;
  const headColumns = options.headColumns ?? leadingText(names, rows);
  const headOf = (name: string) => columns?.[name] ?? heads[name] ?? words.columns[name] ?? name;
  // Where heads are given, texts after them may be counts.
  const counts = options.headColumns === undefined ? [] : names.slice(headColumns);
  const cellIn = cellWriter(names, rows, counts, language);
  const cells = rows.map((row) =>
    names.map((name) => drawn(cellIn(row, name, marked(data, name, mark)), row, name, draw))
  );
  const groups = rows.map((row) => group === undefined ? "" : plainText(row[group]));
  const isCut = rows.length < height;
  const dotted = <Item>(items: Item[], dots: Item) =>
    isCut ? items.toSpliced(first, 0, dots) : items;
  const model: TableModel = {
    id: options.id ?? `table-${idOf(caption)}`,
    caption,
    notes: [options.note ?? "", isCut && options.caption ? size : ""].filter(Boolean),
    headColumns,
    headings: names.map(headOf),
    rows: dotted(cells, names.map(() => DOTS)),
    ...(group === undefined ? {} : { groups: dotted(groups, groups[first - 1] ?? "") }),
    ...(foot ? { foot: names.map((name) => cellIn(foot, name, undefined, "")) } : {}),
  };
  const written = group === undefined ? names : [group, ...names];
  const csv = all && csvOf(data, all, written, headOf, options);
  return new Table(tableHtml(model), tableText(model), csv);
}

/** All rows as CSV. */
function csvOf(
  data: MarkData,
  records: readonly Row[],
  names: readonly string[],
  headOf: (name: string) => string,
  { mark, locale }: TableOptions,
): string {
  const heads = names.map((name) => headOf(name) || name);
  return toCsv(names.map((name, at) => {
    const blank = marked(data, name, mark);
    const values = records.map((row) => inWords(row, name, wordsOf(locale)) ?? blank);
    // Two columns of one head would be mistaken for each other.
    const isOne = heads.indexOf(heads[at]!) === heads.lastIndexOf(heads[at]!);
    return { head: isOne ? heads[at]! : name, values };
  }));
}

/**
 * The columns that a table shows, but for the one that groups its rows.
 * @throws {RangeError} when one is named that there is not; says which there are
 */
function shownColumns(data: MarkData, { columns, group, draw }: TableOptions): string[] {
  const known = columnsOf(data) ?? [];
  const named = [...Object.keys(columns ?? {}), group, draw?.column];
  const missing = named.find((name) => name !== undefined && !known.includes(name));
  if (missing !== undefined) {
    const all = known.map((name) => `"${name}"`).join(", ");
    throw new RangeError(`Cannot find the column "${missing}": this table has ${all}`);
  }
  // Names such as "2023" come first in an object, wherever they were written: the frame's order is the order.
  return known.filter((name) => name !== group && (!columns || Object.hasOwn(columns, name)));
}

/** The first and last rows of a long table, and all of them where a notebook can carry these along. */
function takeRows(data: MarkData, maxRows = 200) {
  const height = isFrame(data) ? data.height : (data as readonly unknown[]).length;
  const isWhole = height <= MOST_CSV_ROWS;
  const first = height > maxRows ? Math.ceil(maxRows / 2) : height;
  const last = height > maxRows ? Math.floor(maxRows / 2) : 0;
  const recordsOf = (part: MarkData) => rowsOf(part) as readonly Row[];
  const records = isFrame(data) && !isWhole
    ? [...recordsOf(data.head(first)), ...recordsOf(data.tail(last))]
    : recordsOf(data);
  const rows = [...records.slice(0, first), ...last > 0 ? records.slice(-last) : []];
  return { height, first, rows, all: isWhole ? records : undefined };
}

/** The cell with the drawing of its row, where its column has one. */
function drawn(cell: TableCell, row: Row, name: string, draw: TableOptions["draw"]): TableCell {
  if (draw?.column !== name) return cell;
  const { width = 200, plot } = draw;
  return { ...cell, drawing: standAlone(inFigure(width, (width) => plot(row, width))) };
}

/** How a column is written: its numbers, and whether these are texts, with marks among them. */
interface ColumnFormat {
  readonly format: (value: number | bigint) => string;
  readonly isPrinted: boolean;
}

/** Writes cells, the numbers of each column alike; `counts` are columns whose texts may be counts. */
function cellWriter(
  names: readonly string[],
  rows: readonly Row[],
  counts: readonly string[],
  language: Language,
) {
  const printed = printedIn(counts, rows);
  const formats = new Map(names.map((name) => {
    const isPrinted = printed.includes(name);
    const values = rows.map((row) => isPrinted ? Number(row[name]) : row[name]);
    return [name, { format: columnFormat(name, values, language), isPrinted }];
  }));
  return (row: Row, name: string, mark?: string, blank?: string) =>
    cellOf(row, name, mark, wordsOf(language), formats.get(name)!, blank);
}

/** The mark for nulls of a column: in a frame, of one that holds numbers. */
function marked(data: MarkData, name: string, mark: string | undefined): string | undefined {
  if (mark === undefined || !isFrame(data)) return mark;
  return /^(U?Int|Float|Decimal)/.test(String(data.getColumn(name).dtype.variant))
    ? mark
    : undefined;
}

function cellOf(
  row: Row,
  name: string,
  mark: string | undefined,
  words: FigureWords,
  { format, isPrinted }: ColumnFormat,
  blank = "–",
): TableCell {
  const value = isPrinted && WHOLE.test(String(row[name])) ? Number(row[name]) : row[name];
  // A mark may as well stand for a zero, or where there is no count.
  const asMark = (text: string, isSuppressed = row.status === "suppressed"): TableCell =>
    isSuppressed
      ? { text, kind: "suppressed", words: words.suppressed }
      : row.status === "notAvailable"
      ? { text, kind: "text", words: words.codes.notAvailable }
      : { text, kind: "text" };
  if (value === null || value === undefined || Number.isNaN(value)) {
    // A sum or a share has no mark: the source printed none.
    if (name === "value" && (row.mark ?? null) !== null) return asMark(String(row.mark));
    if ((name === "lower" || name === "upper") && row.range === "withheld") {
      return { text: words.says.withheld, kind: "withheld", words: words.withheld };
    }
    if (mark !== undefined && row.status === undefined) return asMark(mark, true);
    return { text: blank, kind: "text" };
  }
  if (name === "mark") return asMark(plainText(value));
  if (typeof value === "number" || typeof value === "bigint") {
    return { text: format(value), kind: "number" };
  }
  if (typeof value === "boolean") return { text: value ? words.yes : words.no, kind: "text" };
  return { text: plainText(inWords(row, name, words)), kind: isPrinted ? "number" : "text" };
}

/** A value as it is, but a code of `status` or `range` by its word in the reader's language. */
function inWords(row: Row, name: string, { codes }: FigureWords): unknown {
  const value = row[name];
  const isCode = (name === "status" || name === "range") && Object.hasOwn(codes, String(value));
  return isCode ? codes[value as keyof typeof codes] : value;
}
