/** A release of a few cells, as the loader would give it, for tests that need no folder. */
import type { Category, Release } from "../../../src/counts/release/model.ts";
import { forAll } from "../../../src/text/language.ts";

export function category(name: string, more: Partial<Category> = {}): Category {
  const label = forAll(name);
  return { name, label, shortLabel: label, isTotal: false, isPartial: false, ...more };
}

const text = (value: string) => forAll(value);

/** Two rows × (a partial year, a whole year, their total): a true zero, a suppressed cell, a comma in a name. */
export function smallRelease(): Release {
  const rows: [string, (number | null)[]][] = [["a, first", [0, null, 7]], ["007", [3, 1, 4]]];
  return {
    name: "small",
    title: text("Small"),
    provenance: { publisher: text("An office"), reference: "1", documentDate: "2024-01-01" },
    dimensions: [
      {
        name: "kind",
        label: text("Kind"),
        caveats: [],
        categories: rows.map(([name]) => category(name)),
      },
      {
        name: "period",
        label: text("Period"),
        caveats: [],
        categories: [
          category("2022", { start: "2022-04-22", end: "2022-12-31", isPartial: true }),
          category("2023", { start: "2023-01-01", end: "2023-12-31" }),
          category("total", { isTotal: true }),
        ],
      },
    ],
    tables: [{
      name: "received",
      path: "received.csv",
      title: text("Received"),
      shortTitle: text("Received"),
      measure: text("applications"),
      rowDimensions: ["kind"],
      keys: {},
      columnDimension: "period",
      marks: [{ value: "x", label: text("suppressed"), kind: "suppressed" }],
      cells: rows.flatMap(([kind, values]) =>
        values.map((value, index) => ({
          table: "received",
          keys: { kind, period: ["2022", "2023", "total"][index]! },
          value,
          ...(value === null
            ? { status: "suppressed" as const, mark: "x" }
            : { status: "published" as const }),
        }))
      ),
    }],
    assumptions: [{ name: "none", label: text("none"), description: text("none") }],
    defaultAssumption: "none",
    relations: [],
    derived: [],
    caveats: [],
    review: [],
    files: [],
  };
}
