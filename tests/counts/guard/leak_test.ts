/**
 * Nothing that is shown depends on a withheld range.
 *
 * Digits cannot be searched for: small numbers stand everywhere for good reasons. So the letter is compared with a letter
 * in which one published count differs by one, from which the withheld range follows and is another, still too narrow. Every
 * surface that does not print that count itself must be the same to the byte: text, drawing, coordinates, alternative text.
 * What this cannot see: a surface that leaks and also prints the changed count. Those are the surfaces of applications
 * received, the sums, and the quantities, whose suppressed rows are compared as frames.
 */
import assert from "node:assert/strict";
import { auditJson } from "../../../src/audit/audit.ts";
import { protectRelease } from "../../../src/counts/guard/protect.ts";
import { pl, protect, type Protection, type Release } from "../../../src/counts/mod.ts";
import { everySurface, textOf } from "../marks/every_surface.ts";
import { letter, twin } from "./twin.ts";
import { type Language, LANGUAGES } from "../../../src/text/language.ts";

const PRINTS_THE_COUNT = /^received|^sums$|^quantities$/;

/** The names of the surfaces that tell the two letters apart. */
async function differing(
  options: { readonly locale: Language; readonly assumption: string },
  change: (protection: Protection, release: Release) => Protection = (protection) => protection,
): Promise<string[]> {
  const [one, two] = await Promise.all([letter, twin].map(async (release) => {
    const surfaces = everySurface(change(await protect(release, options), release));
    return [...surfaces].map(([name, shown]) => [name, textOf(shown)] as const);
  }));
  return one!.filter(([, text], index) => text !== two![index]![1]).map(([name]) => name)
    .filter((name) => !PRINTS_THE_COUNT.test(name));
}

for (const locale of LANGUAGES) {
  for (const assumption of ["none", "cohort", "cumulative"]) {
    Deno.test(`no surface in ${locale} under ${assumption} depends on a withheld range`, async () => {
      assert.deepEqual(await differing({ locale, assumption }), []);
    });
  }
}

Deno.test("no cell of the audit depends on a withheld range", async () => {
  for (const assumption of ["cohort", "cumulative"]) {
    const [one, two] = await Promise.all(
      [letter, twin].map(async (release) =>
        JSON.stringify(
          auditJson({ release, guarded: await protectRelease(release, { assumption }) }).cells,
        )
      ),
    );
    assert.ok(one === two, assumption);
  }
});

Deno.test("a leak that is planted in what the marks draw is found in every one of them", async () => {
  const leak = ({ cells, ...rest }: Protection, release: Release): Protection => ({
    ...rest,
    cells: cells.withColumns(
      pl.when(pl.col("range").eq(pl.lit("withheld"))).then(pl.lit(release === letter ? 3 : 4))
        .otherwise(pl.col("upper")).alias("upper"),
    ) as Protection["cells"],
  });
  const found = await differing({ locale: "en", assumption: "cohort" }, leak);
  assert.deepEqual(found, [
    "refused bar x",
    "refused bar y",
    "refused cell",
    "refused range",
    "refused pair",
    "refused frame",
  ]);
});
