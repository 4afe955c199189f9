/** What each assumption says of each suppressed cell, side by side, as a Polars frame. */
import pl from "nodejs-polars";
import { protectAssumptions } from "../guard/protect.ts";
import { MIN_WIDTH_VALUES } from "../guard/rules.ts";
import type { ShownCount } from "../guard/shown.ts";
import type { RangeWord } from "../words/figures.ts";
import type { Assumption, Cell, Release } from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";
import { cellColumns, type CellRow } from "./cells.ts";
import { type Frame, frameOf, requireLocale, requireOptions } from "./frame.ts";
import { endColumns, type ProtectOptions } from "./protect.ts";

/** A row of {@linkcode compareAssumptions}, without its columns for the dimensions. */
export interface ComparedRow extends Omit<CellRow, "value" | "status"> {
  /** The assumption's name, and its label in the locale. */
  readonly assumption: string;
  /** The assumption's label in the locale. */
  readonly assumptionLabel: string;
  /** The least value; null where no range is given. */
  readonly lower: number | null;
  /** The greatest value; null where there is none, or no range is given. */
  readonly upper: number | null;
  /** What is said of the count under the assumption. */
  readonly range: RangeWord;
}

/**
 * The range of every suppressed cell under every assumption of the release, guarded all together: one row a cell and assumption,
 * cell by cell in the order of the source. For a column an assumption, pivot.
 *
 * @example
 * ```ts
 * const compared = await compareAssumptions(release);
 * await show(compared.pivot("upper", { index: ["tableLabel", "group", "period"], on: "assumption" }));
 * ```
 */
export async function compareAssumptions(
  release: Release,
  options?: Pick<ProtectOptions, "minWidth" | "locale">,
): Promise<Frame<ComparedRow>> {
  requireRelease(release);
  requireOptions(options, ["minWidth", "locale"], "compareAssumptions(release, …)");
  const { minWidth = MIN_WIDTH_VALUES } = options ?? {};
  const locale = requireLocale(options?.locale);
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
    ...cellColumns(release, locale).filter(({ name }) => name !== "value" && name !== "status"),
    { name: "assumption", type: pl.String, of: ({ assumption }) => assumption.name },
    { name: "assumptionLabel", type: pl.String, of: ({ assumption }) => assumption.label[locale] },
    ...endColumns(pl.Int64),
  ]);
}
