/** `deno task bench`: how fast, as ratios, side by side in one run. */
import { join } from "node:path";
import { compete, type Contest, type Verdict } from "./contest.ts";
import { cellsContest } from "./cells_contest.ts";
import { describeMachine } from "./machine.ts";
import { reportContest } from "./report_contest.ts";
import { boundsContest, guardContest } from "./bounds_contest.ts";
import { limitContest } from "./limit_contest.ts";
import { describeVerdict, formatResults, replaceResults } from "./results.ts";
import { clock, oneOf, parseCommandLine, runCommand } from "../../src/text/command.ts";
import { PROJECT_FOLDER } from "../../src/project/places.ts";

const CONTESTS: Readonly<
  Record<string, (folder: string, isQuick: boolean) => Promise<Contest> | Contest>
> = {
  report: reportContest,
  cells: cellsContest,
  bounds: boundsContest,
  guard: guardContest,
  limit: limitContest,
};

export const USAGE = `
Usage: npx --yes deno task bench [--only ${Object.keys(CONTESTS).join("|")}] [--quick]

Runs what this project does beside other ways to do the same, in turn and several times, and prints
the ratios of their medians beside what they should be. A whole run writes them into docs/speed.md. What
needs Jupyter (env JUPYTER_BIN, or on the PATH) or scipy (env SCIPY_PYTHON, or python3) is left out,
and said so, where there is none.

  --only NAME   one contest; docs/speed.md stays as it is
  --quick       fewer rounds, for a first look; docs/speed.md stays as it is
  --help        prints this

Exit status: 0 done, whether or not the targets are met; 1 a contestant failed; 2 wrong command line.
`;

/** Runs the command. */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine(args, {
    only: { type: "string" },
    quick: { type: "boolean" },
  });
  const only = oneOf("only", values.only, Object.keys(CONTESTS));
  const isQuick = values.quick === true;
  const machine = describeMachine();
  console.log(machine);
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  const verdicts: Verdict[] = [];
  try {
    for (const name of only === undefined ? Object.keys(CONTESTS) : [only]) {
      const contest = await CONTESTS[name]!(folder, isQuick);
      console.log(contest.title);
      const found = await compete(contest, console.log);
      for (const verdict of found) console.log(describeVerdict(verdict));
      verdicts.push(...found);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  if (only !== undefined || isQuick) return;
  const page = join(PROJECT_FOLDER, "docs", "speed.md");
  const results = formatResults(verdicts, machine, clock().toISOString().slice(0, 10));
  await Deno.writeTextFile(page, replaceResults(await Deno.readTextFile(page), results));
}

if (import.meta.main) await runCommand(bench, USAGE);
