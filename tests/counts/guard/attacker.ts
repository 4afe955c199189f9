/**
 * Someone who makes no assumption, knows the published counts and what holds under every assumption, takes everything that is
 * said as true, and tries every value. Shares no code with src/counts/guard.
 */
import type { Cell, Derived, Release } from "../../../src/counts/release/model.ts";
import { tryEveryValue } from "../relations/try_every_value.ts";
import { forAll } from "../../../src/text/language.ts";

/** What a statement says of the counts: whether it is true of one of them for each cell, in the order of the release. */
export type Said = (counts: readonly bigint[]) => boolean;

/** Everything that is possible by the published counts and the relations that hold under every assumption. */
export function possibleWithoutAssumption(release: Release): bigint[][] {
  const relations = release.relations.filter(({ assumptions }) =>
    assumptions.length === release.assumptions.length
  );
  return tryEveryValue({ ...release, relations });
}

/** The withheld cells of which what is said leaves fewer values than the policy, and than the published counts do. */
export function narrowedCells(
  release: Release,
  possible: readonly bigint[][],
  { withheld, said, minWidth }: {
    readonly withheld: Iterable<Cell>;
    readonly said: readonly Said[];
    readonly minWidth: number;
  },
): Cell[] {
  const cells = release.tables.flatMap((table) => table.cells);
  const left = possible.filter((counts) => said.every((says) => says(counts)));
  return [...new Set(withheld)].filter((cell) => {
    const place = cells.indexOf(cell);
    const count = (points: readonly bigint[][]) =>
      new Set(points.map((point) => point[place])).size;
    return count(left) < Math.min(minWidth, count(possible));
  });
}

/** `lower <= Σ factor × cell <= upper`. */
export function saysRange(
  release: Release,
  terms: readonly { readonly cell: Cell; readonly factor: bigint }[],
  { lower, upper }: { readonly lower: number | null; readonly upper: number | null },
): Said {
  const cells = release.tables.flatMap((table) => table.cells);
  const places = terms.map(({ cell, factor }) => [cells.indexOf(cell), factor] as const);
  return (counts) => {
    const sum = places.reduce((total, [place, factor]) => total + factor * counts[place]!, 0n);
    return (lower === null || sum >= BigInt(lower)) && (upper === null || sum <= BigInt(upper));
  };
}

/** The release with a second assumption, to which some of its relations belong alone; and with what its tables leave. */
export function withAssumptions(release: Release, random: () => number): Release {
  const [one] = release.assumptions;
  const label = forAll("");
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
