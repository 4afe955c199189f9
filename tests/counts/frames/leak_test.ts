/**
 * No frame depends on a withheld range.
 *
 * Digits cannot be searched for: small numbers stand everywhere for good reasons. So the letter is compared with a twin, in
 * which one published count differs by one, from which the withheld range follows and is another, still too narrow. Every
 * row that does not rest on that count alone must be the same.
 */
import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { protect, type Protection } from "../../../src/counts/frames/protect.ts";
import { letter, twin } from "../guard/twin.ts";
import { LANGUAGES } from "../../../src/text/language.ts";

/** Every frame as CSV, less the rows that print the changed count itself or a share of it. */
function surfaces({ cells, quantities, withheld }: Protection): string[] {
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  return [cells.filter(isSuppressed), quantities.filter(isSuppressed), withheld]
    .map((frame) => frame.writeCSV().toString());
}

for (const locale of LANGUAGES) {
  for (const assumption of ["none", "cumulative", "cohort"]) {
    Deno.test(`no frame in ${locale} under ${assumption} depends on a withheld range`, async () => {
      const [one, two] = await Promise.all(
        [letter, twin].map((release) => protect(release, { locale, assumption })),
      );
      assert.deepEqual(surfaces(one!), surfaces(two!));
    });
  }
}

Deno.test("the letter and its twin do differ in a withheld range, and the comparison finds a planted leak", async () => {
  const [one, two] = await Promise.all([letter, twin].map(async (release) => {
    const { cells } = await protect(release);
    const set = await FeasibleSet.of(release, "cohort");
    const ends = release.tables.flatMap((table) => table.cells)
      .map((cell) => cell.value === null ? set.interval(cell)?.upper ?? null : null);
    return cells.withColumns(pl.Series("planted", ends, pl.Int64)).writeCSV().toString();
  }));
  assert.ok(one !== two);
});
