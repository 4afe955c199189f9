/** Bounding suppressed cells, against a program in HiGHS for each end of each. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "../../src/text/command.ts";
import type { Contest, Contestant } from "./contest.ts";
import { lastMeasure, runContestant, runProcess } from "./process.ts";
import { oneTable } from "./random_programs.ts";

/** Tables with totals, 30 % suppressed; the last is a national one: provinces, groups, years. */
const SHAPES = ["40x40", "6x6x6", "8x8x8", "13x20x5"];
const tableOf = (shape: string) =>
  `${shape.replaceAll("x", " × ")} table with totals, 30 % suppressed`;
const scipyOf = (shape: string) => `scipy's native HiGHS, ${shape.replaceAll("x", " × ")}`;
const protecting = "guard and explanations of an 8 × 8 × 8 release";
const bounding = "its bounds alone";
const few = "5,000 suppressed cells in small tables";
const more = "20,000 of them";
const many = "100,000 of them";
const each = "two HiGHS programs for each of 5,000";

/** Small tables side by side, then whole ones. */
export async function boundsContest(folder: string, isQuick: boolean): Promise<Contest> {
  const ours = (name: string, kind: string, size: string): Contestant => ({
    name,
    run: () => runContestant("bounds.ts", "ours", kind, size),
  });
  const shapes = await Promise.all(
    SHAPES.map(async (shape) => [ours(tableOf(shape), "table", shape), await scipy(folder, shape)]),
  );
  return {
    title: "Ranges of suppressed cells",
    rounds: isQuick ? 1 : 3,
    contestants: [
      ours(few, "small", "5000"),
      { name: each, run: () => runContestant("bounds.ts", "highs", "small", "5000") },
      ours(more, "small", "20000"),
      ours(many, "small", "100000"),
      ...shapes.flat(),
    ],
    claims: [
      { of: few, against: each, quantity: "seconds", atMost: 0.05 },
      // Five times the cells: linear.
      { of: many, against: more, quantity: "seconds", atMost: 5.5 },
      ...SHAPES.map((shape) => (
        { of: tableOf(shape), against: scipyOf(shape), quantity: "seconds" as const, atMost: 0.3 }
      )),
    ],
  };
}

/** Both take less than a second, and a round of either may take half as long again: many rounds. */
export function guardContest(_folder: string, isQuick: boolean): Contest {
  return {
    title: "What is waited for beside the ranges",
    rounds: isQuick ? 3 : 15,
    contestants: [
      { name: bounding, run: () => runContestant("guard.ts", "bounds") },
      { name: protecting, run: () => runContestant("guard.ts", "guard") },
    ],
    claims: [{ of: protecting, against: bounding, quantity: "seconds", atMost: 2 }],
  };
}

async function scipy(folder: string, shape: string): Promise<Contestant> {
  const python = environment("SCIPY_PYTHON") || "python3";
  const isThere = await runProcess([python, "-c", "import scipy"]).then(() => true, () => false);
  const { upper, rows } = oneTable(shape);
  const path = join(folder, `${shape}.json`);
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      size: upper.length,
      rows: rows.map(({ variables, lower }) => ({ variables, total: Number(lower) })),
    }),
  );
  const script = fileURLToPath(new URL("contestants/scipy_bounds.py", import.meta.url));
  return {
    name: scipyOf(shape),
    ...(isThere ? {} : { absent: "no scipy here: set SCIPY_PYTHON to a Python that has it" }),
    run: async () => lastMeasure(await runProcess([python, script, path])),
  };
}
