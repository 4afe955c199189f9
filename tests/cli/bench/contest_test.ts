/** How contestants are run and judged; no test here depends on how fast anything is. */
import assert from "node:assert/strict";
import { compete, type Contest, median } from "../../../src/cli/bench/contest.ts";
import { describeVerdict, formatResults, replaceResults } from "../../../src/cli/bench/results.ts";

/** A contest whose measures are known: each contestant's seconds, round by round. */
function contest(seconds: Record<string, number[]>, absent?: string): Contest & { ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    title: "Sorting",
    rounds: 3,
    contestants: Object.entries(seconds).map(([name, each]) => ({
      name,
      ...(name === absent ? { absent: "not installed" } : {}),
      run: () => {
        ran.push(name);
        return Promise.resolve({ seconds: each[ran.filter((one) => one === name).length - 1]! });
      },
    })),
    claims: [{ of: "ours", against: "theirs", quantity: "seconds", atMost: 0.5 }],
  };
}

Deno.test("median() is the middle value, or between the middle two", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 2, 9]), 3);
  assert.equal(median([]), undefined);
});

Deno.test("compete() runs the contestants in turn and compares medians", async () => {
  const given = contest({ ours: [1, 90, 2], theirs: [4, 5, 3] });
  const [verdict] = await compete(given, () => {});
  assert.deepEqual(given.ran, ["ours", "theirs", "ours", "theirs", "ours", "theirs"]);
  assert.equal(verdict!.ratio, 2 / 4);
  assert.match(describeVerdict(verdict!), /^ours \/ theirs \(time\): 0\.50, target ≤ 0\.5: met$/);
});

Deno.test("compete() does not run who is absent, and says why there is no ratio", async () => {
  const given = contest({ ours: [1, 1, 1], theirs: [9, 9, 9] }, "theirs");
  const [verdict] = await compete(given, () => {});
  assert.deepEqual(given.ran, ["ours", "ours", "ours"]);
  assert.equal(verdict!.ratio, undefined);
  assert.match(describeVerdict(verdict!), /not measured: not installed$/);
});

Deno.test("a target that is missed is said to be missed", async () => {
  const verdicts = await compete(contest({ ours: [3, 3, 3], theirs: [4, 4, 4] }), () => {});
  assert.match(describeVerdict(verdicts[0]!), /: 0\.75, target ≤ 0\.5: not met$/);
  assert.equal(
    formatResults(verdicts, "a machine", "2025-03-19").split("\n").at(-1),
    "| ours (3.0 s) | theirs (4.0 s) | time | 0.75 | ≤ 0.5 | **not met** |",
  );
});

Deno.test("replaceResults() replaces what stands between its marks and nothing else", () => {
  const readme = "a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n";
  assert.equal(replaceResults(readme, "new"), "a\n<!-- bench -->\nnew\n<!-- /bench -->\nb\n");
  assert.throws(() => replaceResults("a\n", "new"), /Cannot find <!-- bench -->/);
});

Deno.test("README.md has a place for the results", async () => {
  replaceResults(await Deno.readTextFile("README.md"), "");
});
