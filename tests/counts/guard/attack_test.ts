/**
 * What is shown of random releases under all their assumptions together, to somebody who tries every value. RANDOM_RELEASES sets
 * how many, RANDOM_SEED which.
 */
import assert from "node:assert/strict";
import { protectAssumptions, type Protected } from "../../../src/counts/guard/protect.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";
import { KINDS, randomFrom, randomRelease } from "../relations/kinds.ts";
import { sketchRelease } from "../relations/tables.ts";
import { tryEveryValue } from "../relations/try_every_value.ts";
import {
  narrowedCells,
  possibleWithoutAssumption,
  type Said,
  saysRange,
  withAssumptions,
} from "./attacker.ts";

const COUNT = Number(Deno.env.get("RANDOM_RELEASES") ?? 380);
const SEED = Number(Deno.env.get("RANDOM_SEED") ?? Date.now() % 1e6);
const MIN_WIDTH = 4;

/** What the shown ranges say. */
function saidBy(release: Release, all: readonly Protected[]): Said[] {
  return all.flatMap(({ suppressed, quantities }) => [
    ...suppressed.flatMap(({ cell, shown }) =>
      shown.kind === "range" ? saysRange(release, [{ cell, factor: 1n }], shown) : []
    ),
    ...quantities.flatMap(({ declared: { first, second }, shown }) =>
      shown.kind !== "range" ? [] : saysRange(
        release,
        [[first, 1n] as const, [second, -1n] as const].flatMap(([cells, factor]) =>
          cells.map((cell) => ({ cell, factor }))
        ),
        shown as { lower: number | null; upper: number | null },
      )
    ),
  ]);
}

const withheldBy = (all: readonly Protected[]): Cell[] =>
  all.flatMap(({ withheld }) => withheld.filter((what) => typeof what !== "string"));

/** The cells that are withheld though enough values can be taken under the assumption, and how many there are of such. */
function countContagion(release: Release, { assumption, withheld }: Protected) {
  const relations = release.relations.filter(({ assumptions }) => assumptions.includes(assumption));
  const points = tryEveryValue({ ...release, relations });
  const cells = release.tables.flatMap((table) => table.cells);
  const wide = cells.filter((cell, place) =>
    cell.status === "suppressed" && new Set(points.map((point) => point[place])).size >= MIN_WIDTH
  );
  return { wide: wide.length, held: wide.filter((cell) => withheld.includes(cell)).length };
}

Deno.test(`nobody gets a withheld cell of random releases narrower by what is shown (RANDOM_SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  const seen = { releases: 0, withheld: 0, shown: 0, wide: 0, held: 0 };
  const kinds = Object.values(KINDS).filter(({ isSpoilt }) => !isSpoilt);
  for (let run = 0; run < COUNT; run++) {
    const release = withAssumptions(randomRelease(kinds[run % kinds.length]!, random), random);
    const all = await protectAssumptions(release, { minWidth: MIN_WIDTH });
    const withheld = withheldBy(all);
    const possible = possibleWithoutAssumption(release);
    const said = saidBy(release, all);
    assert.deepEqual(
      narrowedCells(release, possible, { withheld, said, minWidth: MIN_WIDTH }),
      [],
      `release ${run}`,
    );
    for (const guarded of all) {
      const { wide, held } = countContagion(release, guarded);
      seen.wide += wide;
      seen.held += held;
    }
    seen.releases++;
    seen.withheld += withheld.length;
    seen.shown += said.length;
  }
  if (Deno.env.get("RANDOM_RELEASES")) console.log(JSON.stringify(seen));
  assert.ok(seen.shown > COUNT / 2 && seen.withheld > COUNT / 2, JSON.stringify(seen));
});

Deno.test(`nobody gets a withheld cell narrower by limits that differ between assumptions (RANDOM_SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  let [wide, held] = [0, 0];
  for (let run = 0; run < COUNT / 2; run++) {
    const truth = Array.from({ length: 2 + upTo(1) }, () => upTo(5));
    const total = truth.reduce((sum, count) => sum + count, 0);
    const assumptions = ["cohort", "cumulative", "none"];
    const limits = assumptions.map(() => ({
      low: truth.map((count) => Math.max(0, count - upTo(6))),
      high: truth.map((count) => count + upTo(9)),
    }));
    const withTotal = (counts: readonly number[]) => [...counts, counts.reduce((a, b) => a + b)];
    const release = sketchRelease({
      dimensions: { part: [...truth.map((_, index) => `p${index}`), "Total"] },
      tables: {
        n: [...truth.map(() => null), total],
        ...Object.fromEntries(limits.flatMap(({ low, high }, index) => [
          [`low${index}`, withTotal(low)],
          [`high${index}`, withTotal(high)],
        ])),
      },
      relations: [
        { total: "part" },
        ...assumptions.flatMap((name, index) => [
          { left: [`low${index}`], right: ["n"], assumptions: [name] },
          { left: ["n"], right: [`high${index}`], assumptions: [name] },
        ]),
      ],
      markAtMost: 20,
    });
    const all = await protectAssumptions(release, { minWidth: MIN_WIDTH });
    const withheld = withheldBy(all);
    const possible = possibleWithoutAssumption(release);
    const said = saidBy(release, all);
    assert.deepEqual(
      narrowedCells(release, possible, { withheld, said, minWidth: MIN_WIDTH }),
      [],
      `release ${run}`,
    );
    for (const guarded of all) {
      const counted = countContagion(release, guarded);
      wide += counted.wide;
      held += counted.held;
    }
  }
  if (Deno.env.get("RANDOM_RELEASES")) console.log({ wide, held });
  assert.ok(held > 0 && wide > held, `${held} of ${wide}`);
});

Deno.test("an end that moves between assumptions is withheld only where it rests on a narrow cell", async () => {
  const shownWith = async (leastRest: number) => {
    const release = sketchRelease({
      dimensions: { part: ["narrow", "limited", "rest", "Total"] },
      tables: {
        n: [null, null, null, 40],
        most: [2, 20, 40, 62],
        least: [0, 0, leastRest, leastRest],
        anyway: [0, 0, 5, 5],
      },
      relations: [
        { total: "part" },
        { left: ["n"], right: ["most"], assumptions: ["cohort"] },
        { left: ["least"], right: ["n"], assumptions: ["cohort"] },
        { left: ["anyway"], right: ["n"] },
      ],
    });
    const all = await protectAssumptions({ ...release, defaultAssumption: "none" });
    const { suppressed } = all.find(({ assumption }) => assumption === "cohort")!;
    return suppressed.map(({ shown }) =>
      shown.kind === "range" ? [shown.lower, shown.upper] : shown.kind
    );
  };
  assert.deepEqual(await shownWith(19), ["withheld", [0, 20], [19, 40]]);
  // At least 40 − 20 − 2, where it was at least 5: beside "at most 20" that would tell the 2.
  assert.deepEqual(await shownWith(0), ["withheld", [0, 20], "withheld"]);
});
