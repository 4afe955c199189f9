/** Releases of many kinds against trying every value. RANDOM_RELEASES sets how many, RANDOM_SEED which. */
import assert from "node:assert/strict";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { protectRelease } from "../../../src/counts/guard/protect.ts";
import { KINDS, randomFrom, randomRelease, TIES } from "./kinds.ts";
import { tryEveryValue } from "./try_every_value.ts";

const COUNT = Number(Deno.env.get("RANDOM_RELEASES") ?? 190);
const SEED = Number(Deno.env.get("RANDOM_SEED") ?? Date.now() % 1e6);
const MIN_WIDTH = 3;

for (const [index, [name, kind]] of Object.entries(KINDS).entries()) {
  Deno.test(`random releases, ${name}, agree with trying every value (RANDOM_SEED=${SEED})`, async () => {
    const random = randomFrom(SEED + 7_919 * index);
    for (let run = 0; run < COUNT / Object.keys(KINDS).length; run++) {
      const release = randomRelease(kind, random);
      const points = tryEveryValue(release);
      const set = await FeasibleSet.of(release, "none");
      assert.equal(set.findings.length > 0, points.length === 0, "whether it is contradictory");
      if (points.length === 0) continue;
      const cells = release.tables.flatMap((table) => table.cells);
      const distinct = (values: bigint[]) => [...new Set(values)].sort((a, b) => a < b ? -1 : 1);
      const { suppressed } = await protectRelease(release, {
        assumption: "none",
        minWidth: MIN_WIDTH,
      });
      for (const { cell, shown } of suppressed) {
        const values = distinct(points.map((point) => point[cells.indexOf(cell)]!));
        const { lower, upper, isOuter } = set.interval(cell)!;
        assert.deepEqual(
          [BigInt(lower), upper === null ? null : BigInt(upper), isOuter],
          [values[0], values.at(-1), false],
        );
        const { component, local } = set.home(cell);
        const part = { component, objective: { variables: [local], coefficients: [1n] } };
        const { known, most } = set.countValues(part, MIN_WIDTH);
        assert.equal(Math.min(known, MIN_WIDTH), Math.min(values.length, MIN_WIDTH), "values");
        assert.ok(known <= values.length && values.length <= most, "values");
        if (values.length < MIN_WIDTH) assert.equal(shown.kind, "withheld");
        if (shown.kind === "range") assert.deepEqual([shown.lower, shown.upper], [lower, upper]);
      }
      // A sum and a difference over cells, published and suppressed ones.
      const terms = cells.filter(({ status }) => status !== "notApplicable").slice(0, 4)
        .map((cell, place) => ({ cell, coefficient: [1, -1, 2, 1][place]! }));
      const sums = distinct(points.map((point) =>
        terms.reduce(
          (sum, { cell, coefficient }) => sum + BigInt(coefficient) * point[cells.indexOf(cell)]!,
          0n,
        )
      ));
      const bounds = set.bound({ constant: 0, terms })!;
      const isHeld = sums.every((sum) => Number.isSafeInteger(Number(sum)));
      assert.equal(bounds.isOuter, !isHeld);
      if (isHeld) {
        assert.deepEqual([bounds.lower, bounds.upper], [Number(sums[0]), Number(sums.at(-1))]);
      }
    }
  });
}

Deno.test("random releases are tied in every way, and docs/descriptor.md tells every kind of relation", async () => {
  const drawn = Object.values(KINDS).map(({ between }) => between);
  const ties = Object.keys(TIES) as (keyof typeof TIES)[];
  assert.deepEqual(ties.filter((tie) => !drawn.includes(tie)), [], "not in KINDS");
  const docs = await Deno.readTextFile("docs/descriptor.md");
  const types = ["sum", ...ties.map((tie) => TIES[tie]([], [], "").type)];
  assert.deepEqual(types.filter((type) => !docs.includes(`\n| \`${type}\` |`)), [], "not in docs/");
});
