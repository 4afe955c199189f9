/** Judging a contest: medians, ratios, and who was absent. */
import assert from "node:assert/strict";
import { compete, type Contestant, median } from "../../../src/cli/bench/contest.ts";
import { describeVerdict, replaceResults } from "../../../src/cli/bench/results.ts";

const taking = (name: string, ...seconds: number[]): Contestant => ({
  name,
  run: () => Promise.resolve({ seconds: seconds.shift()! }),
});

Deno.test("median() is the middle value, or between the middle two", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([]), undefined);
});

Deno.test("compete() runs each contestant in each round and judges by the ratio of medians", async () => {
  const claim = { of: "ours", against: "theirs", quantity: "seconds", atMost: 0.5 } as const;
  const [verdict] = await compete(
    {
      title: "A race",
      rounds: 3,
      contestants: [taking("ours", 9, 1, 2), taking("theirs", 8, 8, 1)],
      claims: [claim],
    },
    () => {},
  );
  assert.equal(verdict!.ratio, 2 / 8);
  assert.match(describeVerdict(verdict!), /^ours \/ theirs \(time\): 0\.25, target ≤ 0\.5: met$/);
});

Deno.test("compete() says who was absent, and judges nothing of it", async () => {
  const absent = { ...taking("theirs"), absent: "not installed" };
  const [verdict] = await compete(
    {
      title: "A race",
      rounds: 1,
      contestants: [taking("ours", 1), absent],
      claims: [{ of: "ours", against: "theirs", quantity: "seconds", atMost: 1 }],
    },
    () => {},
  );
  assert.equal(verdict!.ratio, undefined);
  assert.match(describeVerdict(verdict!), /not measured: not installed/);
});

Deno.test("replaceResults() replaces what stands between the marks, and nothing else", () => {
  const text = "before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n";
  assert.match(
    replaceResults(text, "new"),
    /^before\n<!-- bench -->\nnew\n<!-- \/bench -->\nafter\n$/,
  );
});
