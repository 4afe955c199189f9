import assert from "node:assert/strict";
import { boundQuantity, type Quantity } from "../../../src/counts/relations/derived.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { differenceOf, sumOf } from "../../../src/counts/relations/form.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";
import { cellAt, sketchRelease } from "./tables.ts";

/** One row of tables, each with one count; refused and accepted together are at most received. */
function outcomes(counts: Record<string, number | null>): Release {
  return sketchRelease({
    dimensions: { only: ["o"] },
    tables: Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, [count]])),
    relations: [{ left: ["refused", "accepted"], right: ["received"] }],
  });
}

async function bound(release: Release, quantity: (cell: (table: string) => Cell) => Quantity) {
  const set = await FeasibleSet.of(release, "cohort");
  return boundQuantity(set, quantity((table) => cellAt(release, table, "o")));
}

const end = (numerator: number, denominator: number, isAttained = true) => ({
  value: { numerator: BigInt(numerator), denominator: BigInt(denominator) },
  isAttained,
});
type Ended = ReturnType<typeof end>;

const rates = (lower: Ended | null, upper: Ended | null) => ({
  lower: lower && lower.value,
  upper: upper && upper.value,
  isOuter: false,
  isAttained: { lower: lower?.isAttained ?? false, upper: upper?.isAttained ?? false },
});

Deno.test("boundQuantity() bounds a sum jointly, not part by part", async () => {
  // Each of the two is in [0, 10], their sum too.
  const found = await bound(
    outcomes({ received: 10, refused: null, accepted: null }),
    (cell) => ({ kind: "linear", form: sumOf([cell("refused"), cell("accepted")]) }),
  );
  assert.deepEqual(found, {
    kind: "linear",
    bounds: { lower: 0, upper: 10, isOuter: false },
  });
});

Deno.test("boundQuantity() bounds a difference without a lower end", async () => {
  const found = await bound(
    outcomes({ received: null, refused: 3, accepted: 4, other: null }),
    (cell) => ({ kind: "linear", form: differenceOf([cell("refused")], [cell("other")]) }),
  );
  assert.deepEqual(found, {
    kind: "linear",
    bounds: { lower: null, upper: 3, isOuter: false },
  });
});

Deno.test("boundQuantity() gives a rate over a suppressed denominator its open end", async () => {
  // 17 of received, which is 17 or more: from above 0 up to 1.
  const found = await bound(
    outcomes({ received: null, refused: null, accepted: 17 }),
    (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("accepted")]),
      denominator: sumOf([cell("received")]),
    }),
  );
  assert.deepEqual(found, {
    kind: "rate",
    valuesAtLeast: 1,
    bounds: rates(end(0, 1, false), end(1, 1)),
  });
});

Deno.test("boundQuantity() gives a rate in lowest terms", async () => {
  const found = await bound(
    outcomes({ received: 12, refused: 2, accepted: null }),
    (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("accepted")]),
      denominator: sumOf([cell("received")]),
    }),
  );
  assert.equal(found.kind, "rate");
  assert.deepEqual(found.kind === "rate" && found.bounds.upper, end(5, 6).value);
});

Deno.test("boundQuantity() leaves out where a denominator is 0, and says so", async () => {
  const found = await bound(
    outcomes({ received: 6, refused: null, accepted: null }),
    (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("accepted")]),
      denominator: sumOf([cell("accepted"), cell("refused")]),
    }),
  );
  assert.deepEqual(found, {
    kind: "rate",
    valuesAtLeast: 1,
    bounds: rates(end(0, 1), end(1, 1)),
  });
});

Deno.test("boundQuantity() gives no upper end to a rate without one", async () => {
  const found = await bound(
    outcomes({ received: null, refused: 2, accepted: null }),
    (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("received")]),
      denominator: sumOf([cell("refused")]),
    }),
  );
  assert.deepEqual(found.kind === "rate" && [found.bounds.lower, found.bounds.upper], [
    end(1, 1).value,
    null,
  ]);
});

Deno.test("boundQuantity() calls a rate over 0 undefined", async () => {
  const found = await bound(
    outcomes({ received: 0, refused: null, accepted: null }),
    (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("accepted")]),
      denominator: sumOf([cell("received")]),
    }),
  );
  assert.deepEqual(found, { kind: "undefined" });
});

Deno.test("boundQuantity() refuses a rate whose denominator can be negative", async () => {
  const release = outcomes({ received: 5, refused: null, accepted: null });
  await assert.rejects(
    bound(release, (cell) => ({
      kind: "ratio",
      numerator: sumOf([cell("received")]),
      denominator: differenceOf([cell("accepted")], [cell("refused")]),
    })),
    /its denominator can be negative/,
  );
});

Deno.test("boundQuantity() reports a contradiction instead of a range", async () => {
  const found = await bound(
    outcomes({ received: 5, refused: null, accepted: 6 }),
    (cell) => ({ kind: "linear", form: sumOf([cell("refused")]) }),
  );
  assert.deepEqual(found, { kind: "contradiction" });
});
