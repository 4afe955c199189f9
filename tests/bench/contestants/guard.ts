/** What a user waits for after the bounds of a release: `guard.ts bounds|guard`. */
import { explainRelease } from "../../../src/counts/guard/explain.ts";
import { protectRelease } from "../../../src/counts/guard/protect.ts";
import { Deadline } from "../../../src/counts/programs/program.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { sketchRelease } from "../../counts/relations/tables.ts";
import { seeded } from "../random_programs.ts";

const SIDE = 8;
const random = seeded(7);
const names = [...Array.from({ length: SIDE }, (_, at) => `c${at}`), "Total"];
const inner = Array.from({ length: SIDE ** 3 }, () => Math.floor(random() * 40));
/** Of a cell, or of a total: the counts whose places agree wherever it names one. */
const countAt = (place: readonly number[]) =>
  inner.reduce((sum, count, at) => {
    const own = [Math.floor(at / SIDE ** 2), Math.floor(at / SIDE) % SIDE, at % SIDE];
    return own.every((one, axis) => place[axis] === SIDE || place[axis] === one)
      ? sum + count
      : sum;
  }, 0);
const counts = names.flatMap((_, a) =>
  names.flatMap((_, b) =>
    names.map((_, c) =>
      [a, b, c].every((one) => one < SIDE) && random() < 0.3 ? null : countAt([a, b, c])
    )
  )
);
const release = sketchRelease({
  dimensions: { a: names, b: names, c: names },
  tables: { n: counts },
  relations: [{ total: "a" }, { total: "b" }, { total: "c" }],
});

const started = performance.now();
const deadline = new Deadline(600);
if (Deno.args[0] === "bounds") {
  const set = await FeasibleSet.of(release, "none", { deadline });
  for (const component of set.components) set.rangesOf(component);
} else {
  const one = {
    ...release,
    assumptions: release.assumptions.slice(0, 1),
    defaultAssumption: "none",
  };
  await protectRelease(one, { assumption: "none", deadline });
  await explainRelease(one, { assumption: "none", deadline });
}
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1_000 }));
