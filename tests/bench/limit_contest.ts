/** `audit --limit 10` of releases that would take longer: does it keep the limit, counted from the command's own start? */
import { join } from "node:path";
import type { Contest, Contestant } from "./contest.ts";
import { runProcess } from "./process.ts";
import { seeded } from "./random_programs.ts";

const LIMIT = 10;
const COMMAND = [
  ...[Deno.execPath(), "run", "--no-remote", "--allow-read", "--allow-env=INIT_CWD,DEBUG"],
  "src/audit/cli.ts",
];
/** Exit statuses of an audit that has an answer: finished or not; 1 is one only where counts contradict. */
const ANSWERED = [0, 3];

interface HardRelease {
  /** Categories of each dimension besides its total; the last runs along a row. */
  readonly sides: readonly number[];
  /** Of the cells, how many are suppressed. */
  readonly share: number;
  /** Counts are drawn below this. */
  readonly most: number;
  /** Whether totals are suppressed too. */
  readonly hasHiddenTotals?: boolean;
  /** Makes one published total wrong by 1. */
  readonly isWrong?: boolean;
  /** Counts up to this have a mark of their own. */
  readonly markedUpTo?: number;
  readonly roundedTo?: number;
}

/** Each is hard in a way of its own, which its name says. */
const RELEASES: Readonly<Record<string, HardRelease>> = {
  "22 × 22 × 21, one total wrong": { sides: [22, 22, 21], share: 0.2, most: 50, isWrong: true },
  "10 × 10 × 10, 60 % hidden": { sides: [10, 10, 10], share: 0.6, most: 20 },
  "12 × 12 × 12, counts below 4": { sides: [12, 12, 12], share: 0.5, most: 4 },
  "110 × 110, totals hidden too": {
    ...{ sides: [110, 110], share: 0.4, most: 30, hasHiddenTotals: true },
  },
  "40 × 40, 90 % hidden": { sides: [40, 40], share: 0.9, most: 30 },
  "13 × 20 × 5, totals hidden too": {
    ...{ sides: [13, 20, 5], share: 0.4, most: 60, hasHiddenTotals: true },
  },
  "8 × 8 × 8 × 6": { sides: [8, 8, 8, 6], share: 0.5, most: 9 },
  "9 × 9 × 9, rounded to 5": { sides: [9, 9, 9], share: 0.5, most: 60, roundedTo: 5 },
  "10 × 10 × 8, two marks": { sides: [10, 10, 8], share: 0.5, most: 14, markedUpTo: 7 },
  "9 × 9 × 9, every count hidden": { sides: [9, 9, 9], share: 1, most: 12 },
};

/** Makes the contest ready in a folder of its own. */
export async function limitContest(folder: string): Promise<Contest> {
  const limit: Contestant = {
    name: `its limit of ${LIMIT} s`,
    run: () => Promise.resolve({ seconds: LIMIT }),
  };
  const hard = await Promise.all(
    Object.entries(RELEASES).map(async ([shape, release], at): Promise<Contestant> => {
      const path = join(folder, `hard-${at}`);
      await writeRelease(path, release, seeded(at + 1));
      return {
        name: `audit of ${shape}`,
        run: () =>
          runProcess([...COMMAND, path, "--limit", String(LIMIT)], {
            statuses: release.isWrong ? [1] : ANSWERED,
          }),
      };
    }),
  );
  return {
    title: "Limits of time",
    rounds: 1,
    contestants: [limit, ...hard],
    claims: hard.map(({ name }) => ({
      of: name,
      against: limit.name,
      quantity: "seconds",
      atMost: 1.1,
    })),
  };
}

async function writeRelease(
  folder: string,
  release: HardRelease,
  random: () => number,
): Promise<void> {
  const { sides, isWrong, markedUpTo, roundedTo } = release;
  const counts = countsOf(sides, () => Math.floor(random() * release.most));
  if (isWrong) {
    const total = sides.map((side, axis) => axis === 0 ? side : 0).join();
    counts.set(total, counts.get(total)! + 1);
  }
  const written = (place: readonly number[]) => {
    const count = counts.get(place.join())!;
    const isTotal = place.some((at, axis) => at === sides[axis]);
    const isHidden = random() < release.share && (!isTotal || release.hasHiddenTotals);
    if (isHidden) return markedUpTo !== undefined && count <= markedUpTo ? "small" : "x";
    return roundedTo === undefined ? count : roundedTo * Math.round(count / roundedTo);
  };
  const names = sides.map((side, axis) => [
    ...Array.from({ length: side }, (_, at) => `${"abcd"[axis]}${at}`),
    "Total",
  ]);
  const last = sides.length - 1;
  const lines = placesIn(sides.slice(0, last).map((side) => side + 1)).map((place) => [
    ...place.map((at, axis) => names[axis]![at]),
    ...names[last]!.map((_, at) => written([...place, at])),
  ]);
  const head = [...sides.slice(0, last).map((_, axis) => "abcd"[axis]), ...names[last]!];
  const marks = ["x", ...markedUpTo === undefined ? [] : [{ value: "small", atMost: markedUpTo }]];
  const descriptor = {
    name: "hard",
    provenance: { publisher: "Office", reference: "1", documentDate: "2025-01-01" },
    resources: [{
      ...{ name: "counts", path: "counts.csv", schema: { missingValues: marks } },
      ...roundedTo === undefined ? {} : { roundedTo: { base: roundedTo, method: "nearest" } },
    }],
    dimensions: names.map((categories, axis) => ({
      name: "abcd"[axis],
      categories: categories.map((name) => ({ name, isTotal: name === "Total" })),
    })),
    relations: sides.map((_, axis) => ({
      type: "sum",
      name: `over ${"abcd"[axis]}`,
      dimension: "abcd"[axis],
      total: "Total",
    })),
  };
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "datapackage.json"), JSON.stringify(descriptor));
  await Deno.writeTextFile(
    join(folder, "counts.csv"),
    [head, ...lines].map((line) => `${line.join(",")}\n`).join(""),
  );
}

/** A count at each place, and at a side's own length the total along it. */
function countsOf(sides: readonly number[], draw: () => number) {
  const counts = new Map<string, number>();
  for (const place of placesIn(sides)) {
    const count = draw();
    for (const isTotal of placesIn(sides.map(() => 2))) {
      const name = place.map((at, axis) => isTotal[axis] ? sides[axis] : at).join();
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}

/** Every place in a table of such sides, the last axis first to move. */
function placesIn(sides: readonly number[]): number[][] {
  return sides.reduce<number[][]>(
    (places, side) =>
      places.flatMap((place) => Array.from({ length: side }, (_, at) => [...place, at])),
    [[]],
  );
}
