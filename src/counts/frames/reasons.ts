/** What follows, as frames: why each end holds, which thresholds agree, how relations and the order of blocks are borne out. */
import pl from "nodejs-polars";
import { cellColumns, cellLabel, type CellRow, cellsOf } from "./cells.ts";
import {
  type Column,
  type Frame,
  frameOf,
  type FrameOptions,
  readOptions,
  requireName,
  requireProtection,
} from "./frame.ts";
import type { Protection } from "./protect.ts";
import { type ExplainedEnd, explainRelease } from "../guard/explain.ts";
import { explainInWords } from "../guard/explain_words.ts";
import { uniformThresholds } from "../guard/thresholds.ts";
import { checkRelations } from "../relations/kinds.ts";
import type { Cell, Release } from "../release/model.ts";

/** A row of {@linkcode explain}, without its columns for the dimensions. */
export interface ExplainedRow extends Pick<CellRow, "table" | "tableLabel" | "group"> {
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
export async function explain(protection: Protection): Promise<Frame<ExplainedRow>> {
  const { release, assumption, minWidth, locale } = requireProtection(protection);
  const explained = await explainRelease(release, { assumption: assumption.name, minWidth });
  const rows = explained.map((item) => ({ ...item.cell, item }));
  type Row = Cell & { readonly item: ExplainedEnd };
  const wanted = ["value", "status", "mark", "isTotal", "periodStart", "periodEnd", "isPartial"];
  return frameOf<ExplainedRow, Row>(rows, [
    ...cellColumns(release, locale).filter(([name]) => !wanted.includes(name)),
    ["end", pl.String, ({ item }) => item.end],
    ["value", pl.Int64, ({ item }) => item.value],
    ["sentence", pl.String, ({ item }) => explainInWords(release, item, locale)],
    ["relations", pl.Int64, ({ item: { explanation } }) => explanation?.rows.length ?? null],
    [
      "published",
      pl.String,
      ({ item: { explanation } }) =>
        explanation?.published.map((cell) => cellLabel(release, cell, locale)).join("; ") ?? null,
    ],
  ]);
}

/** A row of {@linkcode thresholds}. */
export interface ThresholdRow {
  /** "Each count from 1 to threshold − 1 is suppressed" agrees with every published count. */
  readonly threshold: number;
  /** At least so many suppressed cells must then be suppressed for another reason than smallness: one whose range is not given may be another. */
  readonly complementaryAtLeast: number;
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
    ["threshold", pl.Int64, ({ threshold }) => threshold],
    ["complementaryAtLeast", pl.Int64, ({ complementary }) => complementary.length],
    [
      "cells",
      pl.String,
      ({ complementary }) =>
        complementary.map((cell) => cellLabel(release, cell, locale)).join("; "),
    ],
  ]);
}

/** A row of {@linkcode relationChecks}: at how many places the relation comes out how. */
export interface RelationRow {
  /** The relation in words of the locale. */
  readonly relation: string;
  /** The names of the assumptions that suppose it, joined. */
  readonly assumptions: string;
  /** At how many places it holds. */
  readonly holds: number;
  /** An "at most" that is met exactly; not counted under `holds`. */
  readonly equal: number;
  /** At how many places published counts contradict it. */
  readonly breaks: number;
  /** It depends on a suppressed count. */
  readonly open: number;
}

/** One row a relation of the release. Rests on published counts alone, whatever is assumed. */
export function relationChecks(release: Release, options?: FrameOptions): Frame<RelationRow> {
  const { locale } = readOptions("relationChecks(release, …)", release, options);
  const labels = new Map(release.assumptions.map(({ name, label }) => [name, label[locale]]));
  return frameOf(checkRelations(release), [
    ["relation", pl.String, ({ relation }) => relation.label[locale]],
    [
      "assumptions",
      pl.String,
      ({ relation }) => relation.assumptions.map((name) => labels.get(name) ?? name).join(", "),
    ],
    ["holds", pl.Int64, ({ counts }) => counts.holds],
    ["equal", pl.Int64, ({ counts }) => counts.equality],
    ["breaks", pl.Int64, ({ counts }) => counts.breaks],
    ["open", pl.Int64, ({ counts }) => counts.unchecked],
  ]);
}

/** A row of {@linkcode blockOrders}, without its columns for the assumptions. */
export interface BlockOrderRow {
  /** The labels of the tables whose blocks are exchanged, joined; null for the order as the release reads it. */
  readonly exchanged: string | null;
}

/**
 * One row an order of a dimension's two blocks, relative to the first table. One Int64 column an assumption that has relations,
 * named after it: at how many places published counts contradict it in that order. Under an assumption without relations
 * nothing follows about the order.
 * @throws {RangeError} when the dimension does not have two categories
 */
export function blockOrders(
  release: Release,
  dimension: string,
  options?: FrameOptions,
): Frame<BlockOrderRow> {
  const { locale } = readOptions("blockOrders(release, dimension, …)", release, options);
  const { categories } = requireName(release.dimensions, dimension, "dimension");
  const [first, second, ...more] = categories.map(({ name }) => name);
  if (first === undefined || second === undefined || more.length > 0) {
    throw new RangeError(
      `Cannot exchange the blocks of "${dimension}": it has ${categories.length} categories, and this takes two`,
    );
  }
  const exchange = (cell: Cell): Cell => ({
    ...cell,
    keys: { ...cell.keys, [dimension]: cell.keys[dimension] === first ? second : first },
  });
  // An order and its mirror image cannot be told apart, so the first table stays.
  const orders = subsets(release.tables.slice(1)).map((exchanged) => {
    const tables = release.tables.map((table) =>
      exchanged.includes(table) ? { ...table, cells: table.cells.map(exchange) } : table
    );
    return { exchanged, breaks: countBreaks({ ...release, tables }) };
  });
  return frameOf<BlockOrderRow, typeof orders[number]>(orders, [
    [
      "exchanged",
      pl.String,
      ({ exchanged }) => exchanged.map(({ shortTitle }) => shortTitle[locale]).join(" + ") || null,
    ],
    ...[...orders[0]!.breaks.keys()].map((assumption): Column<typeof orders[number]> => [
      assumption,
      pl.Int64,
      ({ breaks }) => breaks.get(assumption),
    ]),
  ]);
}

/** By assumption, for those that have relations: at how many places published counts contradict one. */
function countBreaks(release: Release): Map<string, number> {
  const breaks = new Map<string, number>();
  for (const { relation, counts } of checkRelations(release)) {
    for (const name of relation.assumptions) {
      breaks.set(name, (breaks.get(name) ?? 0) + counts.breaks);
    }
  }
  return breaks;
}

/** The smaller sets first. */
function subsets<Item>(items: readonly Item[]): Item[][] {
  const none: Item[][] = [[]];
  return items.reduce((sets, item) => [...sets, ...sets.map((set) => [...set, item])], none)
    .sort((left, right) => left.length - right.length);
}
