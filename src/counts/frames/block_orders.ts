/** Which order of two blocks the published counts agree with, as a frame. */
import pl from "nodejs-polars";
import { tryBlockOrders } from "../relations/block_orders.ts";
import type { Release } from "../release/model.ts";
import { requireRelease } from "../release/require_release.ts";
import type { FrameOptions } from "./cells.ts";
import { type Frame, frameOf, requireLocale, requireName, requireOptions } from "./frame.ts";

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
  requireRelease(release);
  requireOptions(options, ["locale"], "blockOrders(release, dimension, …)");
  const { name } = requireName(release.dimensions, dimension, "dimension");
  const locale = requireLocale(options?.locale);
  const orders = tryBlockOrders(release, name);
  return frameOf(orders, [
    {
      name: "exchanged",
      type: pl.String,
      of: ({ exchanged }) =>
        exchanged.map(({ shortTitle }) => shortTitle[locale]).join(" + ") || null,
    },
    ...[...orders[0]!.breaks.keys()].map((assumption) => ({
      name: assumption,
      type: pl.Int64,
      of: ({ breaks }: (typeof orders)[number]) => breaks.get(assumption),
    })),
  ]);
}
