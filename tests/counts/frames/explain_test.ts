import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { compareAssumptions, protect } from "../../../src/counts/frames/protect.ts";
import { explain, thresholds } from "../../../src/counts/frames/reasons.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import { type Language } from "../../../src/text/language.ts";

const letter = await loadRelease(new URL("../../../data/28731/", import.meta.url));

Deno.test("explain() says in either language why an end holds", async () => {
  const sentenceOf = async (locale: Language, table: string, end: string, place: number) => {
    const reasons = await explain(await protect(letter, { assumption: "cohort", locale }));
    const rows = reasons.filter(
      pl.col("table").eq(pl.lit(table)).and(pl.col("end").eq(pl.lit(end))),
    ).toRecords();
    return rows[place]!.sentence;
  };
  assert.equal(
    await sentenceOf("en", "refused", "upper", 2),
    "at most 7: refused or rejected and accepted cannot exceed the 87 received, of which 80 accepted",
  );
  assert.equal(
    await sentenceOf("fr", "refused", "upper", 2),
    "au plus 7 : refusées ou rejetées et acceptées ne peuvent dépasser les 87 reçues, dont 80 acceptées",
  );
  assert.equal(
    await sentenceOf("en", "received", "lower", 0),
    "at least 17: received cannot be fewer than the 17 accepted",
  );
  assert.equal(
    await sentenceOf("fr", "received", "lower", 0),
    "au moins 17 : le nombre de reçues ne peut être inférieur à celui des 17 acceptées",
  );
});

Deno.test("explain() has both ends of every shown range and none of a withheld one", async () => {
  const protection = await protect(letter, { assumption: "cohort" });
  const reasons = await explain(protection);
  assert.equal(reasons.height, 2 * 14);
  assert.ok(reasons.toRecords().every(({ relations }) => relations !== null));
});

Deno.test("thresholds() finds t at most 7, and one complementary x whatever t is", async () => {
  const found = thresholds(await protect(letter, { assumption: "cohort" }));
  assert.deepEqual(found.columns, ["threshold", "complementaryAtLeast", "cells"]);
  assert.deepEqual(
    found.rows(),
    [2, 3, 4, 5, 6, 7].map((t) => [t, 1, "Received AI · Francophone · 2024"]),
  );
  const none = thresholds(await protect(letter, { assumption: "none" }));
  assert.deepEqual(none.toRecords().map((row) => row.complementaryAtLeast), [0, 0, 0, 0, 0, 0]);
});

Deno.test("compareAssumptions() puts every suppressed cell under every assumption, guarded together", async () => {
  const compared = await compareAssumptions(letter);
  assert.equal(compared.height, 16 * 3);
  const of = (assumption: string) =>
    compared.filter(pl.col("assumption").eq(pl.lit(assumption))).toRecords();
  assert.ok(of("none").every(({ range, lower }) => range === "unbounded" && lower === 0));
  for (const assumption of ["cohort", "cumulative"]) {
    const { cells } = await protect(letter, { assumption });
    const alone = cells.filter(pl.col("status").eq(pl.lit("suppressed"))).toRecords();
    assert.deepEqual(
      of(assumption).map(({ lower, upper, range }) => [lower, upper, range]),
      alone.map(({ lower, upper, range }) => [lower, upper, range]),
    );
  }
});
