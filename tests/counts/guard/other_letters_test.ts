/** What is published of letters of other shapes, to someone who solves for the rest. */
import assert from "node:assert/strict";
import { protectRelease } from "../../../src/counts/guard/protect.ts";
import { FeasibleSet } from "../../../src/counts/relations/feasible_set.ts";
import { auditJson } from "../../../src/audit/audit.ts";
import { auditText } from "../../../src/audit/text.ts";
import { publish } from "./published.ts";
import { MIN_WIDTH_VALUES } from "../../../src/counts/guard/shown.ts";
import { pl, protect, type Release } from "../../../src/counts/mod.ts";
import { everySurface, textOf } from "../marks/every_surface.ts";
import { letterRelease, LETTERS, releaseOf } from "../release/letters.ts";
import { LANGUAGES } from "../../../src/text/language.ts";

for (const name of Object.keys(LETTERS)) {
  Deno.test(`nothing narrow is shown of ${name}, and what is shown is exact`, async () => {
    const release = await letterRelease(name);
    for (const { name: assumption } of release.assumptions) {
      const [publication, set] = await Promise.all([
        publish(release, { assumption }),
        FeasibleSet.of(release, assumption),
      ]);
      for (const { cell, shown } of publication.suppressed) {
        const { lower, upper } = set.interval(cell)!;
        const isNarrow = upper !== null && upper - lower + 1 < MIN_WIDTH_VALUES;
        assert.ok(!isNarrow || shown.kind === "withheld");
        if (shown.kind === "range") {
          assert.deepEqual([shown.lower ?? 0, shown.upper], [lower, upper]);
        }
      }
    }
  });
}

/** Two letters that differ only in what totals let somebody work out of the withheld counts, and in those totals. */
const pair = (hidden: number) =>
  releaseOf({
    "granted.csv": [
      "Region,2021,2022,Total",
      `North,<5,4030,${4030 + hidden}`,
      "South,6020,5021,11041",
      `Total,${6020 + hidden},9051,${15071 + hidden}`,
    ].join("\n"),
  });

/** Everything shown, without the totals that the source itself publishes. */
async function shownOf(release: Release, hidden: number): Promise<string[]> {
  const surfaces: string[] = [];
  for (const locale of LANGUAGES) {
    const protection = await protect(release, { locale });
    const cells = protection.cells.filter(pl.col("isTotal").not());
    for (const [name, shown] of everySurface({ ...protection, cells })) {
      surfaces.push(`${name}: ${plain(textOf(shown), hidden)}`);
    }
    const guarded = await protectRelease(release, { assumption: protection.assumption.name });
    surfaces.push(plain(JSON.stringify(auditJson({ release, guarded }).cells), hidden));
    surfaces.push(plain(auditText({ release, guarded }), hidden));
  }
  return surfaces;
}

/** The published totals go by one name in both letters. */
function plain(text: string, hidden: number): string {
  return text.replaceAll(/\b(4|6|15)[,\u202f\u00a0]?(\d{3})\b/g, (number, thousands, rest) => {
    const isTotal = [4030, 6020, 15071].includes(Number(thousands + rest) - hidden);
    return isTotal ? "T" : number;
  });
}

Deno.test("no surface of a letter with totals depends on the withheld count behind its <5", async () => {
  const [two, three] = await Promise.all([2, 3].map(async (hidden) => {
    const release = await pair(hidden);
    const { cells } = await protect(release);
    const suppressed = cells.filter(pl.col("status").eq(pl.lit("suppressed")));
    assert.deepEqual(suppressed.getColumn("range").toArray(), ["withheld"]);
    return shownOf(release, hidden);
  }));
  for (const [index, text] of two!.entries()) assert.equal(text, three![index]);
});
