/** The cells of a release as one Polars frame, with or without what may be said of the suppressed ones. */
import pl from "nodejs-polars";
import { type Language, shownMark } from "@crosses/text";
import { isTotal } from "../release/totals.ts";
import type { Cell, CellStatus, Release } from "../release/model.ts";
import type { RangeWord } from "../words/figures.ts";
import { requireRelease } from "../release/require_release.ts";
import { type Column, type Frame, frameOf, requireLocale, requireOptions } from "./frame.ts";
import { dimensionColumns, periodColumns, placeLabel } from "./places.ts";

export type { RangeWord as RangeKind } from "../words/figures.ts";

/** A row of {@linkcode cellFrame}, without its columns for the dimensions. */
export interface CellRow {
  /** The table's name in the release, e.g. "received". */
  readonly table: string;
  /** The table's short title in the locale. */
  readonly tableLabel: string;
  /** The labels of the row's dimensions, joined. */
  readonly group: string;
  /** First and last day, both inclusive; not there where no dimension has days. */
  readonly periodStart: Date;
  /** The last day of the period. */
  readonly periodEnd: Date;
  /** True where the period is shorter than its name says. */
  readonly isPartial: boolean;
  /** True where the cell sums up others. */
  readonly isTotal: boolean;
  /** The count; null when suppressed and only then. */
  readonly value: number | null;
  /** Whether the source prints the count. */
  readonly status: CellStatus;
  /** What the source prints in place of a count; null where it prints one. */
  readonly mark: string | null;
}

/** A row of {@linkcode Protection.cells}: ends are null where there is none, or where none is given. */
export interface ProtectedCellRow extends CellRow {
  /** The least value, equal to `value` where published. */
  readonly lower: number | null;
  /** The greatest value; null with `range` "unbounded" where nothing limits it. */
  readonly upper: number | null;
  /** What is said of the count. */
  readonly range: RangeWord;
}

/** Options of whatever makes a frame: the language of its labels. */
export interface FrameOptions {
  /** The language of labels; "en" if left out. */
  readonly locale?: Language;
}

/**
 * All cells of a release, tidy: one row a cell, table by table in the order of the source, and nothing about what a
 * suppressed cell may be. Columns: those of {@linkcode CellRow}, and one a dimension (its short labels in the locale).
 */
export function cellFrame(release: Release, options?: FrameOptions): Frame<CellRow> {
  requireRelease(release);
  requireOptions(options, ["locale"], "cellFrame(release, …)");
  return frameOf(cellsOf(release), cellColumns(release, requireLocale(options?.locale)));
}

export function cellsOf(release: Release): Cell[] {
  return release.tables.flatMap(({ cells }) => cells);
}

/** The columns of {@linkcode CellRow} and of the dimensions. */
export function cellColumns(release: Release, locale: Language): Column<Cell>[] {
  const tables = new Map(release.tables.map((table) => [table.name, table]));
  return [
    { name: "table", type: pl.String, of: ({ table }) => table },
    {
      name: "tableLabel",
      type: pl.String,
      of: ({ table }) => tables.get(table)!.shortTitle[locale],
    },
    ...dimensionColumns(release, locale),
    {
      name: "group",
      type: pl.String,
      of: ({ table, keys }) => placeLabel(release, keys, locale, tables.get(table)!.rowDimensions),
    },
    ...periodColumns(release),
    { name: "isTotal", type: pl.Bool, of: (cell) => isTotal(release, cell) },
    { name: "value", type: pl.Int64, of: ({ value }) => value },
    { name: "status", type: pl.String, of: ({ status }) => status },
    {
      name: "mark",
      type: pl.String,
      of: ({ mark }) => mark === undefined ? null : shownMark(mark, locale),
    },
  ];
}
