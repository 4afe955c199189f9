/** How the work of reading grows with a table: twice the rows are twice the work, whatever stands in them. */
import assert from "node:assert/strict";
import { settle } from "../../src/intake/ask/ask.ts";

const HEADS = "Granted,Refused,Open";

/** Counts that are the same in each run and sum up nothing by chance. */
const countsOf = (row: number) => [7, 11, 13].map((one) => (one * (row + 3) ** 2) % 997 + 1000);
const counts = (row: number) => countsOf(row).join();
/** What the seven rows below one count together. */
const below = (row: number) =>
  countsOf(row).map((_, at) =>
    [1, 2, 3, 4, 5, 6, 7].reduce((sum, by) => sum + countsOf(row + by)[at]!, 0)
  );

/** The lines of a table of so many rows. */
const SHAPES: Readonly<Record<string, (row: number) => string>> = {
  "a label each": (row) => `Town ${row},${counts(row)}`,
  "days": (row) => `${Temporal.PlainDate.from("2001-01-01").add({ days: row })},${counts(row)}`,
  "places within places": (row) => `County ${row >> 4},Town ${row},${counts(row)}`,
  "rows below headings": (row) => `Region ${row},,,\nWomen,${counts(row)}\nMen,${counts(row + 1)}`,
  "totals that do not agree": (row) =>
    row % 8 === 7 ? `Region ${row} total,${counts(row)}` : `Town ${row},${counts(row)}`,
  "districts above their towns": (row) =>
    row % 8 === 0 ? `District ${row},${below(row)}` : `Town ${row},${counts(row)}`,
  "heads that come again": (row) => row % 8 === 7 ? `Place,${HEADS}` : `Town ${row},${counts(row)}`,
  "labels on the first of their rows": (row) =>
    `${row % 8 === 0 ? `County ${row}` : ""},Town ${row},${counts(row)}`,
};

/** What is called for each item, by how many. */
const METHODS = [
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "some",
  "every",
  "filter",
  "map",
  "flatMap",
] as const;
const SEARCHES = ["includes", "indexOf"] as const;

/** How many items of lists are looked at while something runs. */
async function workOf(run: () => Promise<unknown>): Promise<number> {
  let work = 0;
  const proto = Array.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const before = [...METHODS, ...SEARCHES].map((name) => [name, proto[name]!] as const);
  for (const [name, own] of before) {
    proto[name] = function (this: unknown[], first: unknown, ...rest: unknown[]) {
      if (typeof first !== "function") {
        const at = Reflect.apply(proto.lastIndexOf!, this, [first]) as number;
        work += at < 0 ? this.length : at;
        return Reflect.apply(own, this, [first, ...rest]);
      }
      const each = (...args: unknown[]) => {
        work++;
        return Reflect.apply(first, rest[0], args);
      };
      return Reflect.apply(own, this, [each]);
    };
  }
  try {
    await run();
  } finally {
    for (const [name, own] of before) proto[name] = own;
  }
  return work;
}

Deno.test("new looks at each row of a table a few times, however many rows there are", async () => {
  for (const [name, lineOf] of Object.entries(SHAPES)) {
    const read = (rows: number) => {
      const lines = Array.from({ length: rows }, (_, row) => lineOf(row));
      const width = lines[0]!.split("\n")[0]!.split(",").length;
      const text = [`${width > 4 ? "County," : ""}Place,${HEADS}`, ...lines].join("\n");
      const files = [{ path: "a.csv", bytes: new TextEncoder().encode(text) }];
      return workOf(() =>
        settle(files, {}, { name: "next", today: "2026-01-31" }, () => {}, () => "").catch(() => {})
      );
    };
    const [few, many] = [await read(400), await read(1600)];
    assert.ok(many < 6 * few, `${name}: ${few} for 400 rows, ${many} for 1600`);
  }
});
