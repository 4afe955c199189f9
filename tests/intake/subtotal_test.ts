/** A subtotal of one group says nothing of another, and what it pins is withheld. */
import assert from "node:assert/strict";
import { FeasibleSet } from "../../src/counts/relations/feasible_set.ts";
import { publish } from "../counts/guard/published.ts";
import { releaseOf } from "../counts/release/letters.ts";

const ONE_SUBTOTAL = [
  "District,Kind,Permits",
  "North,Homes,12",
  "North,Shops,x",
  "North,Total,15",
  "South,Farms,x",
].join("\n");

Deno.test("new relates a single subtotal to the rows of its own group", async () => {
  const release = await releaseOf({ "permits.csv": ONE_SUBTOTAL });
  const set = await FeasibleSet.of(release, "sums");
  const { suppressed } = await publish(release, { assumption: "sums" });
  const [shops, farms] = suppressed;
  assert.match(JSON.stringify(farms!.cell.keys), /Farms/);
  assert.equal(set.interval(farms!.cell)!.upper, null);
  assert.deepEqual([farms!.shown.kind, shops!.shown.kind], ["range", "withheld"]);
});
