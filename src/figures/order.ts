/** How far the tables themselves tell which block of rows is which. */
import * as Plot from "@observablehq/plot";
import type { AtMostRelation, CellKeys, Dimension, Release } from "../release/model.ts";
import { Figure } from "./figure.ts";
import { sourceLine } from "./source.ts";
import { COLOURS } from "./theme.ts";
import { findDimension, localText, requireView, type View } from "./view.ts";

/** Comparisons of published counts under one order of the blocks, and how many of them a relation breaks. */
export interface OrderCheck {
  /** The tables whose two blocks are exchanged. */
  readonly exchanged: readonly string[];
  readonly comparisons: number;
  readonly broken: number;
}

/**
 * Tries every order of a dimension's two blocks relative to the first table, and counts the published counts that a
 * relation "at most" then contradicts. An order and its mirror image cannot be told apart, so the first table stays.
 * @throws {RangeError} when the dimension does not have two categories
 */
export function checkOrders(release: Release, dimension: Dimension): OrderCheck[] {
  const [first, second, ...more] = dimension.categories.map(({ name }) => name);
  if (first === undefined || second === undefined || more.length > 0) {
    throw new RangeError(
      `Cannot exchange the blocks of "${dimension.name}": it needs two categories`,
    );
  }
  const swap = (keys: CellKeys): CellKeys => ({
    ...keys,
    [dimension.name]: keys[dimension.name] === first ? second : first,
  });
  const relations = release.relations.filter((relation): relation is AtMostRelation =>
    relation.type === "atMost" && relation.cumulativeOver === undefined
  );
  return subsets(release.tables.slice(1).map(({ name }) => name)).map((exchanged) => {
    const valueAt = (table: string, keys: CellKeys) => {
      const wanted = exchanged.includes(table) ? swap(keys) : keys;
      return release.tables.find(({ name }) => name === table)!.cells.find((cell) =>
        Object.entries(wanted).every(([name, value]) => cell.keys[name] === value)
      )?.value ?? null;
    };
    let [comparisons, broken] = [0, 0];
    for (const { left, right } of relations) {
      const places = release.tables.find(({ name }) => name === right[0])!.cells;
      for (const { keys } of places) {
        const limit = right.map((table) => valueAt(table, keys));
        const parts = left.map((table) => valueAt(table, keys)).filter((part) => part !== null);
        if (parts.length === 0 || limit.includes(null)) continue;
        comparisons++;
        if (sum(parts) > sum(limit as number[])) broken++;
      }
    }
    return { exchanged, comparisons, broken };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function subsets(names: readonly string[]): string[][] {
  return names.reduce<string[][]>(
    (sets, name) => [...sets, ...sets.map((set) => [...set, name])],
    [[]],
  ).sort((a, b) => a.length - b.length);
}

/** One row an order of the blocks, one square a comparison; broken ones are solid. */
export function orderFigure(view: View, dimensionName: string): Figure {
  const { text, release } = requireView(view);
  const dimension = findDimension(view, dimensionName);
  const orders = checkOrders(release, dimension).map((check) => ({
    ...check,
    name: check.exchanged.length === 0
      ? text.figure.orderSame
      : text.figure.orderExchanged(check.exchanged.map((name) =>
        localText(view, release.tables.find((table) => table.name === name)!.shortTitle)
      )),
    label: text.figure.orderBroken(check.broken, check.comparisons),
  }));
  const most = Math.max(...orders.map(({ comparisons }) => comparisons));
  const squares = orders.flatMap(({ name, comparisons, broken }) =>
    Array.from({ length: comparisons }, (_, index) => ({ name, index, isBroken: index < broken }))
  );
  return new Figure({
    id: `figure-order-${dimension.name}`,
    name: text.figure.orderName,
    description: text.figure.orderDescription(
      orders.map(({ name, label }) => text.colon(name, label)),
    ),
    caption: `${text.figure.orderCaption} ${sourceLine(view)}`,
    numbersLabel: text.figure.numbers,
    data: {
      caption: text.figure.orderName,
      headColumns: 1,
      columns: [
        { name: "order", heading: text.figure.orderHeading, type: "string" },
        { name: "comparisons", heading: text.figure.orderComparisons, type: "integer" },
        { name: "broken", heading: text.figure.orderBrokenHeading, type: "integer" },
      ],
      rows: orders.map(({ name, comparisons, broken }) => [
        { text: name, kind: "text" },
        { text: text.number(comparisons), kind: "number", value: comparisons },
        { text: text.number(broken), kind: "number", value: broken },
      ]),
    },
    plot: {
      height: 8 + orders.length * 52,
      marginTop: 2,
      marginBottom: 2,
      marginLeft: 2,
      marginRight: 2,
      fy: { type: "band", domain: orders.map(({ name }) => name), axis: null, padding: 0 },
      x: { domain: [0, most * 1.02], axis: null },
      y: { domain: [1, 0], axis: null },
      marks: [
        Plot.text(orders, {
          fy: "name",
          text: "name",
          frameAnchor: "top-left",
          textAnchor: "start",
          dy: 8,
        }),
        Plot.text(orders, {
          fy: "name",
          text: "label",
          frameAnchor: "top-right",
          textAnchor: "end",
          dy: 8,
          fontWeight: 600,
        }),
        Plot.rect(squares, {
          fy: "name",
          x1: ({ index }) => index + 0.08,
          x2: ({ index }) => index + 0.92,
          y1: 0.5,
          y2: 0.86,
          fill: ({ isBroken }) => isBroken ? COLOURS.ink : COLOURS.tile,
          stroke: COLOURS.muted,
        }),
      ],
    },
  });
}
