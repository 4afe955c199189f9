/** What may be said of a release under one assumption, or under each, as Polars frames: the only way from a range to a notebook. */
import { setImmediate } from "node:timers/promises";
import pl from "nodejs-polars";
import type { Language } from "@crosses/text";
import {
  cellColumns,
  dimensionColumns,
  endColumns,
  groupLabel,
  isAttained,
  number,
  type ProtectedCellRow,
  sayCell,
  sayQuantity,
  type Shown,
} from "./cells.ts";
import {
  type Column,
  type Frame,
  frameOf,
  type FrameOptions,
  readOptions,
  requireName,
} from "./frame.ts";
import { protectAssumptions, protectRelease } from "../guard/protect.ts";
import { keysLabel } from "../relations/form.ts";
import { MIN_WIDTH_VALUES, type ShownCount } from "../guard/shown.ts";
import {
  type Assumption,
  type Cell,
  type CellStatus,
  type Derived,
  type Release,
  tablesOf,
} from "../release/model.ts";

/** A row of {@linkcode Protection.quantities}. Shares are in 0..1. */
export interface QuantityRow extends Pick<ProtectedCellRow, "lower" | "upper" | "range"> {
  /** The quantity's name in the release, e.g. "acceptance". */
  readonly quantity: string;
  /** Its short label in the locale. */
  readonly quantityLabel: string;
  /** The labels of the row's dimensions, joined, as in the cells; null where all rows are taken together. */
  readonly group: string | null;
  /** Known where it follows from published counts alone. */
  readonly value: number | null;
  /** "published" where `value` is known. */
  readonly status: CellStatus;
  /** False where a share comes as close to the end as one likes without reaching it. */
  readonly lowerAttained: boolean | null;
  /** The same for the greatest value. */
  readonly upperAttained: boolean | null;
  /** The same in words of the locale: "20% to 40%", "5 or more", "not given". */
  readonly says: string;
}

/** A row of {@linkcode Protection.withheld}: that something is withheld, never to what degree or why. */
export interface WithheldRow {
  /** The label of the table or of the quantity. */
  readonly what: string;
  /** The labels of its place, joined. */
  readonly where: string;
}

/** Frames of a release under one assumption. A bound that is withheld is null from the start: what follows is plain Polars. */
export interface Protection {
  /** What was protected. */
  readonly release: Release;
  /** What was supposed. */
  readonly assumption: Assumption;
  /** The least number of values that a shown range holds. */
  readonly minWidth: number;
  /** The language of its labels. */
  readonly locale: Language;
  /**
   * One row a cell: {@linkcode ProtectedCellRow} and one column a dimension; `isOuter` besides, where there was no time to bound
   * every cell exactly, and its ends only enclose it.
   */
  readonly cells: Frame<ProtectedCellRow>;
  /** One row a declared quantity and place: {@linkcode QuantityRow} and one column a dimension (null: all taken together). */
  readonly quantities: Frame<QuantityRow>;
  /** One row a cell or quantity whose range is withheld. */
  readonly withheld: Frame<WithheldRow>;
  /**
   * The cells of one table, by its name.
   * @throws {RangeError} when the release has no such table; says which it has
   */
  table(name: string): Frame<ProtectedCellRow>;
}

/** What {@linkcode protect} takes besides the release. */
export interface ProtectOptions extends FrameOptions {
  /** The name of one of the release's assumptions; its default if left out. */
  readonly assumption?: string;
  /** The least number of values that a shown range holds, 2 or more; 5 if left out. */
  readonly minWidth?: number;
}

/**
 * Bounds every suppressed cell and every declared quantity under an assumption, and lets through what may be shown of them
 * together.
 * @throws {RangeError} when the release has no such assumption; says which it has
 * @throws {TypeError} when an option is not known
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadRelease, pl, protect } from "@crosses/counts";
 *
 * const { cells } = await protect(await loadRelease("28731"), { assumption: "cohort" });
 * const refused = cells.filter(pl.col("table").eq(pl.lit("refused")));
 * const [first] = refused.filter(pl.col("range").eq(pl.lit("bounded"))).toRecords();
 * assert.deepEqual([first!.value, first!.lower, first!.upper], [null, 0, 7]);
 * ```
 */
export async function protect(release: Release, options?: ProtectOptions): Promise<Protection> {
  const known = ["assumption", "minWidth", "locale"] as const;
  const given = readOptions("protect(release, …)", release, options, known);
  const { minWidth = MIN_WIDTH_VALUES, locale } = given;
  const name = given.assumption ?? release.defaultAssumption;
  const assumption = requireName(release.assumptions, name, "assumption");
  // Whoever forgot to wait for this is told so first: a kernel answers nothing while it computes.
  await setImmediate();
  const guarded = await protectRelease(release, { assumption: assumption.name, minWidth });
  const cells = release.tables.flatMap(({ cells, shortTitle }) =>
    cells.map((cell) => ({ ...cell, what: shortTitle[locale], shown: guarded.cell(cell) }))
  );
  const quantities = guarded.quantities.map(({ declared, shown }) => (
    { ...declared, what: declared.derived.shortLabel[locale], shown }
  ));
  const withheld = [...cells, ...quantities].filter(({ shown }) => shown.kind === "withheld");
  const frame: Frame<ProtectedCellRow> = frameOf(cells, [
    ...cellColumns(release, locale),
    ...endColumns(pl.Int64),
    ["says", pl.String, sayCell(release, locale)],
    ...outerColumn(cells),
  ]);
  return {
    release,
    assumption,
    minWidth,
    locale,
    cells: frame,
    quantities: frameOf(quantities, quantityColumns(release, locale)),
    withheld: frameOf(withheld, [
      ["what", pl.String, ({ what }) => what],
      ["where", pl.String, ({ keys }) => keysLabel(release, keys, locale)],
    ]),
    table: (name) =>
      frame.filter(pl.col("table").eq(pl.lit(requireName(release.tables, name, "table").name))),
  };
}

/** Whether ends only enclose what a count can be: a column that is there only where some do, for want of time. */
function outerColumn(cells: readonly Shown[]): Column<Shown>[] {
  const isOuter = ({ shown }: Shown) => shown.kind === "range" && shown.isOuter;
  return cells.some(isOuter) ? [["isOuter", pl.Bool, isOuter]] : [];
}

function rowDimensions({ tables }: Release, derived: Derived): readonly string[] {
  const [[name]] = tablesOf(derived);
  return tables.find((table) => table.name === name)!.rowDimensions;
}

function quantityColumns(
  release: Release,
  locale: Language,
): Column<Shown & { derived: Derived }>[] {
  const [lower, upper, range] = endColumns(pl.Float64);
  return [
    ["quantity", pl.String, ({ derived }) => derived.name],
    ["quantityLabel", pl.String, ({ derived }) => derived.shortLabel[locale]],
    ...dimensionColumns(release, locale),
    [
      "group",
      pl.String,
      ({ derived, keys }) =>
        groupLabel(release, keys, locale, rowDimensions(release, derived)) || null,
    ],
    ["value", pl.Float64, ({ shown }) => shown.kind === "published" ? number(shown.value) : null],
    ["status", pl.String, ({ shown }) => shown.kind === "published" ? "published" : "suppressed"],
    lower!,
    upper!,
    ["lowerAttained", pl.Bool, ({ shown }) => isAttained(shown, "lower")],
    ["upperAttained", pl.Bool, ({ shown }) => isAttained(shown, "upper")],
    range!,
    ["says", pl.String, ({ derived, shown }) => sayQuantity(derived, shown, locale)],
  ];
}

/** A row of {@linkcode compareAssumptions}, without its columns for the dimensions. */
export interface ComparedRow extends Omit<ProtectedCellRow, "value" | "status"> {
  /** The assumption's name. */
  readonly assumption: string;
  /** The assumption's label in the locale. */
  readonly assumptionLabel: string;
}

/**
 * The range of every suppressed cell under every assumption of the release, guarded all together: one row a cell and assumption,
 * cell by cell in the order of the source. For a column an assumption, pivot.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareAssumptions, loadRelease } from "@crosses/counts";
 *
 * const compared = await compareAssumptions(await loadRelease("28731"));
 * const wide = compared.pivot("upper", {
 *   index: ["tableLabel", "group", "period"],
 *   on: "assumption",
 * });
 * assert.ok(wide.columns.includes("cohort"));
 * ```
 */
export async function compareAssumptions(
  release: Release,
  options?: Pick<ProtectOptions, "minWidth" | "locale">,
): Promise<Frame<ComparedRow>> {
  const known = ["minWidth", "locale"] as const;
  const call = "compareAssumptions(release, …)";
  const { minWidth = MIN_WIDTH_VALUES, locale } = readOptions<
    Pick<ProtectOptions, typeof known[number]>
  >(call, release, options, known);
  const guarded = await protectAssumptions(release, { minWidth });
  type Row = Cell & { readonly assumption: Assumption; readonly shown: ShownCount };
  const rows = guarded[0]!.suppressed.flatMap(({ cell }, index): Row[] =>
    guarded.map(({ suppressed }, place) => ({
      ...cell,
      assumption: release.assumptions[place]!,
      shown: suppressed[index]!.shown,
    }))
  );
  return frameOf<ComparedRow, Row>(rows, [
    ...cellColumns(release, locale).filter(([name]) => name !== "value" && name !== "status"),
    ["assumption", pl.String, ({ assumption }) => assumption.name],
    ["assumptionLabel", pl.String, ({ assumption }) => assumption.label[locale]],
    ...endColumns(pl.Int64),
    ["says", pl.String, sayCell(release, locale)],
  ]);
}
