/** Why each end of each shown range holds, as a Polars frame. */
import pl from "nodejs-polars";
import { type ExplainedEnd, explainRelease } from "../guard/explain.ts";
import { explainInWords } from "../guard/explain_words.ts";
import type { Cell } from "../release/model.ts";
import { cellColumns } from "./cells.ts";
import { type Frame, frameOf, requireProtection } from "./frame.ts";
import { cellLabel } from "./places.ts";
import type { Protection } from "./protect.ts";

/** A row of {@linkcode explain}, without its columns for the dimensions. */
export interface ExplainedRow {
  /** The table's name in the release. */
  readonly table: string;
  /** The table's short title in the locale. */
  readonly tableLabel: string;
  /** The labels of the row's dimensions, joined. */
  readonly group: string;
  /** Which end of the range. */
  readonly end: "lower" | "upper";
  /** The end itself; null where there is no upper end. */
  readonly value: number | null;
  /** One sentence: "at most 7: refused and accepted cannot exceed the 7 received". */
  readonly sentence: string;
  /** How many relations it takes, each at one place; null where the reason is withheld. */
  readonly relations: number | null;
  /** The published cells that it takes: table and place, joined by semicolons. */
  readonly published: string | null;
}

/**
 * For both ends of every range that `protect` shows: the smallest set of relations and published cells that implies it. Without
 * any one of them the end does not follow. An explanation that would narrow a withheld range is withheld.
 *
 * @example
 * ```ts
 * const reasons = await explain(await protect(release, { assumption: "cohort" }));
 * await show(reasons.filter(pl.col("end").eq(pl.lit("upper"))).select("tableLabel", "group", "sentence"));
 * ```
 */
export async function explain(
  protection: Protection,
): Promise<Frame<ExplainedRow>> {
  const { release, assumption, minWidth, locale } = requireProtection(protection);
  const explained = await explainRelease(release, { assumption: assumption.name, minWidth });
  const rows = explained.map((item) => ({ ...item.cell, item }));
  type Row = Cell & { readonly item: ExplainedEnd };
  const wanted = ["value", "status", "mark", "isTotal", "periodStart", "periodEnd", "isPartial"];
  return frameOf<ExplainedRow, Row>(rows, [
    ...cellColumns(release, locale).filter(({ name }) => !wanted.includes(name)),
    { name: "end", type: pl.String, of: ({ item }) => item.end },
    { name: "value", type: pl.Int64, of: ({ item }) => item.value },
    { name: "sentence", type: pl.String, of: ({ item }) => explainInWords(release, item, locale) },
    {
      name: "relations",
      type: pl.Int64,
      of: ({ item: { explanation } }) => explanation?.rows.length ?? null,
    },
    {
      name: "published",
      type: pl.String,
      of: ({ item: { explanation } }) =>
        explanation?.published.map((cell) => cellLabel(release, cell, locale)).join("; ") ?? null,
    },
  ]);
}
