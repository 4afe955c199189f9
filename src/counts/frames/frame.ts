/**
 * Polars frames whose rows the type checker knows, in other layouts, and described for others to read; and what a notebook
 * passes, checked: its cells run unchecked.
 */
import pl from "nodejs-polars";
import type { Language } from "@crosses/text";
import type { Release } from "../release/model.ts";
import { languageOf } from "../words/figures.ts";

/**
 * A Polars frame with rows of a known type: `toRecords()` gives them, and a misspelt column is underlined. Filtering,
 * sorting and taking rows keep the type; whatever makes other columns gives a plain `pl.DataFrame`.
 */
export type Frame<Row> = {
  /** The rows. Name the dimensions whose columns you use: `toRecords<"period" | "profile">()`. */
  toRecords<Dimension extends string = never>(): (Row & Record<Dimension, string>)[];
  filter(predicate: pl.Expr): Frame<Row>;
  sort(by: string | pl.Expr | (string | pl.Expr)[], descending?: boolean | boolean[]): Frame<Row>;
  head(length?: number): Frame<Row>;
  tail(length?: number): Frame<Row>;
} & pl.DataFrame;

/** A column before it is a series. */
export type Column<Item> = readonly [name: string, type: pl.DataType, of: (item: Item) => unknown];

/** One row an item. Dates are given as ISO days, which keeps time zones out of them. */
export function frameOf<Row, Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
): Frame<Row> {
  const frame = pl.DataFrame(
    columns.map(([name, type, of]) =>
      pl.Series(name, items.map(of), type === pl.Date ? pl.String : type)
    ),
  );
  const dates = columns.filter(([, type]) => type === pl.Date).map(([name]) =>
    pl.col(name).str.strptime(pl.Date, "%Y-%m-%d")
  );
  return (dates.length > 0 ? frame.withColumns(...dates) : frame) as Frame<Row>;
}

/** Options of whatever makes a frame: the language of its labels. */
export interface FrameOptions {
  /** The language of labels; "en" if left out. */
  readonly locale?: Language;
}

/**
 * The options of what makes a frame of a release, their language complete; both are checked here, once.
 * @throws {TypeError} when it is no release, or an option is not known; says what to write
 * @throws {RangeError} when there is no such language; says which there are
 */
export function readOptions<Options extends FrameOptions>(
  call: string,
  release: Release,
  options: Options | undefined,
  known: readonly (keyof Options & string)[] = ["locale"],
): Partial<Options> & { readonly locale: Language } {
  requireRelease(release);
  requireOptions(options, known, call);
  return { ...options as Partial<Options>, locale: languageOf(options?.locale) };
}

/**
 * Refuses options that there are not: notebook cells are not type-checked before they run.
 * @throws {TypeError} naming the option and those there are
 */
export function requireOptions(options: unknown, known: readonly string[], call: string): void {
  const given = options === undefined ? {} : options;
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `Cannot read the options of ${call}: give an object such as { ${known[0]}: … }`,
    );
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const names = known.map((name) => `"${name}"`).join(", ");
  throw new TypeError(`Cannot use the option "${unknown}": ${call} takes ${names}`);
}

/**
 * What `protect()` gives, checked.
 * @throws {TypeError} when it is something else; says what to write
 */
export function requireProtection<Given extends { readonly cells: unknown }>(value: Given): Given {
  if (isFrame((value as Partial<Given> | undefined)?.cells)) return value;
  const hint = value as unknown instanceof Promise
    ? "it is not there yet: write `await protect(…)`"
    : "give what `await protect(release)` gives, whole";
  throw new TypeError(`Cannot read this as a protection: ${hint}`);
}

/**
 * A frame of cells, checked.
 * @throws {TypeError} when it is something else; says what to write
 */
export function requireCells(value: pl.DataFrame): pl.DataFrame {
  if (isFrame(value)) return value;
  throw new TypeError(
    "Cannot read this as a frame: give `cells` of `await protect(release)`, or `cellFrame(release)`",
  );
}

function isFrame(value: unknown): boolean {
  return pl.DataFrame.isDataFrame(value);
}

/**
 * The item of that name.
 * @throws {RangeError} when there is none; says which there are
 */
export function requireName<Item extends { readonly name: string }>(
  items: readonly Item[],
  name: string,
  kind: string,
): Item {
  const found = items.find((item) => item.name === name);
  if (found) return found;
  const known = items.map((item) => `"${item.name}"`).join(", ") || "none";
  throw new RangeError(`Cannot find the ${kind} "${name}": this release has ${known}`);
}

function requireRelease(value: Release): void {
  if (Array.isArray((value as Partial<Release> | undefined)?.tables)) return;
  const isFrame = Array.isArray((value as { columns?: unknown } | undefined)?.columns);
  const hint = value as unknown instanceof Promise
    ? "it is not there yet: write `await loadRelease(…)`"
    : `${isFrame ? "this is a frame; " : ""}give what \`await loadRelease(…)\` gives`;
  throw new TypeError(`Cannot read this as a release: ${hint}`);
}

/** A column that is there only while sums are made; no dimension's name begins with a space. */
const PLACE = " place";

/**
 * What the published cells add up to, by one or more columns: exact where nothing is suppressed, else "at least". Rests on
 * published counts alone, and holds under every assumption. Cells that sum up others are left out.
 *
 * One row a combination, in the order of the cells. Columns: those of `by`; `cells` and `suppressed` (how many);
 * `lower` (Int64: the sum of the published counts); `value` (Int64: the same, null where a cell is suppressed); `status`.
 * @throws {RangeError} when there is no such column; says which there are
 */
export function lowerBounds(cells: pl.DataFrame, by: string | readonly string[]): pl.DataFrame {
  const names = typeof by === "string" ? [by] : [...by];
  const missing = names.find((name) => !requireCells(cells).columns.includes(name));
  if (missing !== undefined) {
    throw new RangeError(
      `Cannot find the column "${missing}": this frame has ${cells.columns.join(", ")}`,
    );
  }
  // A sum lacks what is not available, too.
  const isSuppressed = pl.col("status").isIn(["suppressed", "notAvailable"]);
  const sums = cells.filter(pl.col("isTotal").not()).withColumns(
    isSuppressed.cast(pl.Int64).alias("suppressed"),
  )
    .withRowIndex(PLACE)
    .groupBy(names)
    .agg(
      pl.col(PLACE).min(),
      pl.col("status").count().cast(pl.Int64).alias("cells"),
      pl.col("suppressed").sum(),
      pl.col("value").sum().alias("lower"),
    );
  const isWhole = pl.col("suppressed").eq(pl.lit(0));
  return sums.sort(PLACE).drop(PLACE).withColumns(
    pl.when(isWhole).then(pl.col("lower")).otherwise(pl.lit(null)).alias("value"),
    pl.when(isWhole).then(pl.lit("published")).otherwise(pl.lit("suppressed")).alias("status"),
  );
}

/** A file of the package. */
export interface TidyFile {
  /** Beside the descriptor. */
  readonly path: string;
  /** Its format in the words of a data package. */
  readonly format: "csv" | "parquet";
  /** Its media type. */
  readonly mediatype: string;
}

/** Table Schema types by Polars' own. */
const TYPES: Readonly<Record<string, string>> = {
  String: "string",
  Date: "date",
  Bool: "boolean",
  Int64: "integer",
};

/**
 * A `datapackage.json` for the files of one tidy frame: their fields, and the release's provenance, dimensions,
 * assumptions, relations and caveats. An empty value is a suppressed cell: its row's `status` says so.
 * @see https://datapackage.org/standard/data-package/
 */
export function tidyPackage(
  release: Release,
  frame: pl.DataFrame,
  files: readonly TidyFile[],
): Record<string, unknown> {
  const { dimensions, assumptions, defaultAssumption, relations, derived, caveats } = release;
  const fields = frame.columns.map((name, index) => ({
    name,
    type: TYPES[String(frame.dtypes[index]!.variant)] ?? "any",
  }));
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `${release.name}-tidy`,
    title: release.title.en,
    labels: release.title,
    sources: [{ title: `${release.provenance.publisher.en}, ${release.provenance.reference}` }],
    provenance: release.provenance,
    resources: files.map((file) => ({
      name: `tidy-${file.format}`,
      ...file,
      encoding: "utf-8",
      schema: {
        fields,
        missingValues: [{ value: "", label: "suppressed by the source: see status" }],
        primaryKey: ["table", ...dimensions.map(({ name }) => name)],
      },
    })),
    tables: release.tables.map(({ name, title, measure, marks }) => ({
      name,
      title,
      measure,
      marks,
    })),
    ...{ dimensions, assumptions, defaultAssumption, relations, derived, caveats },
    ...(release.review.length > 0 ? { review: release.review } : {}),
    sourceFiles: release.files,
  };
}
