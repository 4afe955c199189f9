/** What follows from a protection: why each end holds, and which thresholds agree with what is published. */
import pl from "nodejs-polars";
import { cellColumns, cellLabel, cellsOf } from "./cells.ts";
import { type Frame, frameOf, requireProtection } from "./frame.ts";
import type { Protection } from "./protect.ts";
import { type ExplainedEnd, explainRelease } from "../guard/explain.ts";
import { explainInWords } from "../guard/explain_words.ts";
import { uniformThresholds } from "../guard/thresholds.ts";
import type { Cell } from "../release/model.ts";

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
 * import assert from "node:assert/strict";
 * import { explain, loadRelease, protect } from "@crosses/counts";
 *
 * const reasons = await explain(await protect(await loadRelease("28731"), { assumption: "cohort" }));
 * const [upper] = reasons.toRecords().filter(({ end, value }) => end === "upper" && value === 7);
 * assert.match(upper!.sentence, /^at most 7: /);
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

/** A row of {@linkcode thresholds}. */
export interface ThresholdRow {
  /** "Each count from 1 to threshold − 1 is suppressed" agrees with every published count. */
  readonly threshold: number;
  /** How many suppressed cells must then be suppressed for another reason than smallness. */
  readonly mustBeComplementary: number;
  /** Which: table and place, joined by semicolons. */
  readonly cells: string;
}

/** Thresholds that are told one by one; beyond, only those at which the answer changes. */
const MOST_ROWS = 100;

/**
 * Every uniform threshold that agrees with what is published, from 2 up, and for each the suppressed cells that must be
 * complementary (secondary), by the lower ends that `protect` shows. Empty where no threshold agrees. Never which can only be
 * primary.
 */
export function thresholds(protection: Protection): Frame<ThresholdRow> {
  const { release, cells, locale } = requireProtection(protection);
  const lower = cells.getColumn("lower").toArray() as (number | null)[];
  const range = cells.getColumn("range").toArray() as string[];
  const suppressed = cellsOf(release).flatMap((cell, index) =>
    cell.status !== "suppressed" || lower[index] === null || range[index] === "withheld"
      ? []
      : [{ cell, lower: Number(lower[index]) }]
  );
  const rows = uniformThresholds(release, suppressed).flatMap(({ from, to, complementary }) =>
    Array.from(
      { length: Math.min(MOST_ROWS, (to ?? from) - from + 1) },
      (_, step) => ({ threshold: from + step, complementary }),
    )
  ).slice(0, MOST_ROWS);
  return frameOf<ThresholdRow, typeof rows[number]>(rows, [
    { name: "threshold", type: pl.Int64, of: ({ threshold }) => threshold },
    {
      name: "mustBeComplementary",
      type: pl.Int64,
      of: ({ complementary }) => complementary.length,
    },
    {
      name: "cells",
      type: pl.String,
      of: ({ complementary }) =>
        complementary.map((cell) => cellLabel(release, cell, locale)).join("; "),
    },
  ]);
}
