import assert from "node:assert/strict";
import fc from "fast-check";
import type { Quantity } from "../../../src/counts/relations/derived.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { type Publication, publish } from "./published.ts";
import { MIN_WIDTH_VALUES } from "../../../src/counts/guard/shown.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";
import { cellAt, sketchLetter, sketchRelease } from "../relations/tables.ts";
import { attack, type ShownRange } from "./attacker.ts";

interface Sum {
  readonly cells: readonly Cell[];
  readonly factors: readonly number[];
}

const toQuantity = ({ cells, factors }: Sum): Quantity => ({
  kind: "linear",
  form: {
    constant: 0,
    terms: cells.map((cell, index) => ({ cell, coefficient: factors[index]! })),
  },
});

/** What the attacker gets to see: cells and sums that were shown, and nothing of the others. */
function visible(
  publication: Publication,
  sums: readonly Sum[],
): ShownRange[] {
  const cells = publication.suppressed.map(({ cell, shown }) => ({
    cells: [cell],
    factors: [1],
    shown,
  }));
  const others = sums.map((sum, index) => ({ ...sum, shown: publication.quantity(`${index}`) }));
  return [...cells, ...others].flatMap(({ cells, factors, shown }) => {
    if (shown.kind !== "range") return [];
    const terms = cells.map((cell, index) => ({ cell, factor: factors[index]! }));
    return { terms, lower: shown.lower as number | null, upper: shown.upper as number | null };
  });
}

/**
 * The withheld cells of which the attacker got an end right, thanks to what was shown: not by the source's counts
 * alone, which anyone can subtract, and not an end that says nothing (0).
 */
async function stolen(release: Release, assumption: string, shown: readonly ShownRange[]) {
  const set = await FeasibleSet.of(release, assumption);
  const [found, alone] = [attack(release, shown), attack(release, [])];
  return set.system.cells.filter((cell) => {
    const truth = set.interval(cell);
    if (truth === null || truth.upper === null) return false;
    if (truth.upper - truth.lower + 1 >= MIN_WIDTH_VALUES) return false;
    return (["lower", "upper"] as const).some((end) =>
      truth[end] !== (end === "lower" ? 0 : null) && found.get(cell)?.[end] === truth[end] &&
      alone.get(cell)?.[end] !== truth[end]
    );
  });
}

async function attackPublication(release: Release, assumption: string, sums: readonly Sum[]) {
  const quantities = Object.fromEntries(sums.map((sum, index) => [index, toQuantity(sum)]));
  const publication = await publish(release, { assumption, quantities });
  return stolen(release, assumption, visible(publication, sums));
}

const independentRows = sketchRelease({
  dimensions: { row: ["a", "b"], part: ["1", "2", "Total"] },
  tables: { n: [null, null, 7, null, null, 1] },
  relations: [{ total: "part" }],
});

Deno.test("the attacker finds a planted leak: a sum beside one of its parts", async () => {
  const [wide, narrow] = ["a", "b"].map((row) => cellAt(independentRows, "n", row, "1"));
  const sum = { cells: [wide!, narrow!], factors: [1, 1] };
  const planted: ShownRange[] = [
    { terms: [{ cell: wide!, factor: 1 }], lower: 0, upper: 7 },
    { terms: sum.cells.map((cell) => ({ cell, factor: 1 })), lower: 0, upper: 8 },
  ];
  assert.deepEqual(await stolen(independentRows, "none", planted), [narrow]);
  assert.deepEqual(await attackPublication(independentRows, "none", [sum]), []);
});

Deno.test("the attacker finds a planted leak through two sums and a difference", async () => {
  const [a, b] = ["a", "b"].map((row) => cellAt(independentRows, "n", row, "1")) as [Cell, Cell];
  const second = cellAt(independentRows, "n", "a", "2");
  const shown = (entries: [Cell, number][], lower: number, upper: number): ShownRange => ({
    terms: entries.map(([cell, factor]) => ({ cell, factor })),
    lower,
    upper,
  });
  const planted = [
    shown([[a, 1], [b, 1]], 0, 8),
    shown([[second, 1], [b, -1]], -1, 7),
    shown([[second, 1]], 0, 7),
  ];
  assert.deepEqual(await stolen(independentRows, "none", planted), [b]);
});

Deno.test("the attacker finds a planted leak through a suppressed total", async () => {
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "Total"] },
    tables: { n: [null, null, null], cap: [9, 1, 10] },
    relations: [{ total: "part" }, { left: ["n"], right: ["cap"] }],
  });
  const [a, b, total] = release.tables[0]!.cells as [Cell, Cell, Cell];
  const one = (cell: Cell, lower: number, upper: number) => ({
    terms: [{ cell, factor: 1 }],
    lower,
    upper,
  });
  assert.deepEqual(await stolen(release, "none", [one(a, 0, 9), one(total, 0, 10)]), [b]);
  assert.deepEqual(await attackPublication(release, "none", []), []);
});

Deno.test({
  name:
    "the attacker gets nothing from the letter under any assumption, whatever sums are asked for",
  permissions: { read: true },
  async fn() {
    const release = sketchLetter();
    const cells = release.tables.flatMap((table) => table.cells);
    const suppressed = cells.filter(({ status }) => status === "suppressed");
    const sums = fc.array(
      fc.record({
        cells: fc.oneof(
          fc.subarray(suppressed, { minLength: 1, maxLength: 4 }),
          fc.subarray(cells, { minLength: 1, maxLength: 6 }),
        ),
        factors: fc.array(fc.constantFrom(1, 1, -1, 2), { minLength: 6, maxLength: 6 }),
      }),
      { maxLength: 8 },
    );
    const assumptions = fc.constantFrom("none", "cumulative", "cohort");
    await fc.assert(
      fc.asyncProperty(sums, assumptions, async (sums, assumption) => {
        assert.deepEqual(await attackPublication(release, assumption, sums), []);
      }),
      { numRuns: 60 },
    );
  },
});

Deno.test({
  name: "the attacker gets nothing from what is published of random tables",
  permissions: { read: true },
  async fn() {
    const seen = { shown: 0, withheld: 0, mixed: 0 };
    const tables = fc.record({
      rows: fc.integer({ min: 2, max: 4 }),
      columns: fc.integer({ min: 2, max: 4 }),
      counts: fc.array(fc.constantFrom(0, 1, 1, 2, 3, 8, 15), { minLength: 32, maxLength: 32 }),
      hidden: fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 9 }),
      sums: fc.array(
        fc.record({
          places: fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 5 }),
          factors: fc.array(fc.constantFrom(1, 1, 1, -1), { minLength: 5, maxLength: 5 }),
        }),
        { maxLength: 5 },
      ),
      rowTotals: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, columns, counts, hidden, sums, rowTotals }) => {
        const release = withinTable(rows, columns, counts, hidden, rowTotals);
        const cells = release.tables.flatMap((table) => table.cells);
        const asked = sums.map(({ places, factors }) => {
          const chosen = [...new Set(places.map((place) => cells[place % cells.length]!))];
          return { cells: chosen, factors };
        });
        assert.deepEqual(await attackPublication(release, "none", asked), []);
        const { suppressed, withheld, withheldByContagion } = await publish(release, {
          assumption: "none",
        });
        seen.withheld += withheld.length;
        seen.shown += suppressed.length - withheld.length;
        seen.mixed += Number(withheldByContagion > 0);
      }),
      { numRuns: 400 },
    );
    assert.ok(seen.shown > 200 && seen.withheld > 200 && seen.mixed > 10, JSON.stringify(seen));
  },
});

/** Two tables, parts within wholes, perhaps with totals over the columns; some counts hidden. */
function withinTable(
  rows: number,
  columns: number,
  counts: readonly number[],
  hidden: readonly number[],
  hasTotals: boolean,
): Release {
  const line = (start: number) => {
    const parts = Array.from({ length: columns }, (_, step) => counts[(start + step) % 32]!);
    return hasTotals ? [...parts, parts.reduce((a, b) => a + b, 0)] : parts;
  };
  const parts = Array.from({ length: rows }, (_, row) => line(row * columns)).flat();
  const rest = Array.from({ length: rows }, (_, row) => line(row * columns + 16)).flat();
  const whole = parts.map((part, index) => part + rest[index]!);
  const tables: Record<string, (number | null)[]> = { whole, part: parts };
  for (const place of hidden) {
    const table = place % 2 === 0 ? tables.whole! : tables.part!;
    table[Math.floor(place / 2) % parts.length] = null;
  }
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  return sketchRelease({
    dimensions: {
      row: Array.from({ length: rows }, (_, row) => `r${row}`),
      column: hasTotals ? [...names, "Total"] : names,
    },
    tables,
    relations: [
      { left: ["part"], right: ["whole"] },
      ...hasTotals ? [{ total: "column" }] : [],
    ],
  });
}
