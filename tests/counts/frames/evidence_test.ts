/** What the published counts say of relations and of the order of blocks, as frames. */
import assert from "node:assert/strict";
import { blockOrders, relationChecks } from "../../../src/counts/frames/reasons.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";

const letter = await loadRelease("28731");

Deno.test("relationChecks() counts the letter's seven whole places, two of them equal", () => {
  const rows = relationChecks(letter, { locale: "fr" }).toRecords();
  const cohort = rows.find(({ assumptions }) => assumptions === "cohorte")!;
  assert.deepEqual([cohort.holds, cohort.equal, cohort.breaks, cohort.open], [5, 2, 0, 9]);
});

Deno.test("blockOrders() breaks 4, 3 and 4 places under cohort, 5, 4 and 5 under cumulative", () => {
  const orders = blockOrders(letter, "component");
  const cumulative = orders.getColumn("cumulative").toArray();
  const cohort = orders.getColumn("cohort").toArray();
  assert.deepEqual([cumulative, cohort], [[0, 5, 4, 5], [0, 4, 3, 4]]);
  assert.deepEqual(orders.getColumn("exchanged").toArray(), [
    null,
    "Refused or rejected",
    "Accepted",
    "Refused or rejected + Accepted",
  ]);
});

Deno.test("blockOrders() takes a dimension of two categories only", () => {
  assert.throws(() => blockOrders(letter, "period"), /it has 4 categories, and this takes two/);
  assert.throws(
    () => blockOrders(letter, "block"),
    /this release has "component", "profile", "period"/,
  );
});
