/** Assumption a million tidy rows with every check, against assumption them with none. */
import { join } from "node:path";
import type { Claim, Contest } from "./contest.ts";
import { runContestant, runScript } from "./process.ts";

const ROWS = 1_000_000;

/** Writes the files, then reads them. */
export async function tidyContest(folder: string, isQuick: boolean): Promise<Contest> {
  await runScript("write_tidy.ts", String(ROWS), folder);
  const pairs = (["csv", "parquet"] as const).map((format) => {
    const path = join(folder, `tidy.${format}`);
    const bare = format === "csv" ? "bare pl.readCSV" : "bare pl.readParquet";
    return { path, checked: `readTidy() of 1,000,000 rows, ${format}`, bare };
  });
  const claim = (of: string, against: string): Claim[] => [
    { of, against, quantity: "seconds", atMost: 1.5 },
    { of, against, quantity: "peakBytes", atMost: 2 },
  ];
  return {
    title: "Tidy files",
    rounds: isQuick ? 1 : 5,
    contestants: pairs.flatMap(({ path, checked, bare }) => [
      { name: checked, run: () => runContestant("tidy.ts", "checked", path) },
      { name: bare, run: () => runContestant("tidy.ts", "bare", path) },
    ]),
    claims: pairs.flatMap(({ checked, bare }) => claim(checked, bare)),
  };
}
