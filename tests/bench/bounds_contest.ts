/** Bounding suppressed cells, against a program in HiGHS for each end of each. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "../../src/text/command.ts";
import type { Contest, Contestant } from "./contest.ts";
import { lastMeasure, runContestant, runProcess } from "./process.ts";
import { denseTable } from "./random_programs.ts";

const SIDE = 40;
const DENSE = `${SIDE} × ${SIDE} table with totals, 30 % suppressed`;
const SCIPY = "scipy's native HiGHS, the same programs";
const few = "5,000 suppressed cells in small tables";
const more = "20,000 of them";
const many = "100,000 of them";
const each = "two HiGHS programs for each of 5,000";

/** Small tables side by side, then one dense one. */
export async function boundsContest(folder: string, isQuick: boolean): Promise<Contest> {
  const ours = (name: string, kind: string, size: number): Contestant => ({
    name,
    run: () => runContestant("bounds.ts", "ours", kind, String(size)),
  });
  return {
    title: "Ranges of suppressed cells",
    rounds: isQuick ? 1 : 3,
    contestants: [
      ours(few, "small", 5_000),
      { name: each, run: () => runContestant("bounds.ts", "highs", "small", "5000") },
      ours(more, "small", 20_000),
      ours(many, "small", 100_000),
      ours(DENSE, "dense", SIDE),
      await scipy(folder),
    ],
    claims: [
      { of: few, against: each, quantity: "seconds", atMost: 0.05 },
      // Five times the cells: linear.
      { of: many, against: more, quantity: "seconds", atMost: 5.5 },
      { of: DENSE, against: SCIPY, quantity: "seconds", atMost: 2 },
    ],
  };
}

async function scipy(folder: string): Promise<Contestant> {
  const python = environment("SCIPY_PYTHON") || "python3";
  const isThere = await runProcess([python, "-c", "import scipy"]).then(() => true, () => false);
  const { upper, rows } = denseTable(SIDE, 0.3);
  const path = join(folder, "dense.json");
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      size: upper.length,
      rows: rows.map(({ variables, lower }) => ({ variables, total: Number(lower) })),
    }),
  );
  const script = fileURLToPath(new URL("contestants/scipy_bounds.py", import.meta.url));
  return {
    name: SCIPY,
    ...(isThere ? {} : { absent: "no scipy here: set SCIPY_PYTHON to a Python that has it" }),
    run: async () => lastMeasure(await runProcess([python, script, path])),
  };
}
