/**
 * What is shown of random releases under all their assumptions together, to somebody who tries every value. RANDOM_RELEASES sets
 * how many, RANDOM_SEED which.
 */
import assert from "node:assert/strict";
import { protectAssumptions, type Protected } from "../../../src/counts/guard/protect.ts";
import type { Cell, Derived, Release } from "../../../src/counts/release/model.ts";
import { KINDS, randomFrom, randomRelease } from "../relations/kinds.ts";
import { tryEveryValue } from "../relations/try_every_value.ts";
import { narrowedCells, possibleWithoutAssumption, type Said, saysRange } from "./attacker.ts";

const COUNT = Number(Deno.env.get("RANDOM_RELEASES") ?? 380);
const SEED = Number(Deno.env.get("RANDOM_SEED") ?? Date.now() % 1e6);
const MIN_WIDTH = 4;

/** The release with a second assumption, to which some of its relations belong alone; and with what its tables leave. */
function withAssumptions(release: Release, random: () => number): Release {
  const [one] = release.assumptions;
  const label = { en: "", fr: "" };
  const names = release.tables.map(({ name }) => name);
  const derived: Derived[] = names.length < 2 ? [] : [{
    name: "left",
    type: "difference",
    label,
    shortLabel: label,
    assumptions: ["none", "more"],
    plus: names.slice(0, 1),
    minus: names.slice(1),
  }];
  return {
    ...release,
    assumptions: [one!, { ...one!, name: "more" }],
    defaultAssumption: random() < 0.5 ? "none" : "more",
    relations: release.relations.map((relation) => ({
      ...relation,
      assumptions: random() < 0.6 ? ["more"] : ["none", "more"],
    })),
    derived,
  };
}

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
