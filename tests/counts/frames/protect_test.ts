/** What the guard lets through, as frames: worked out by hand from the letter. */
import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { protect } from "../../../src/counts/frames/protect.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";

const letter = await loadRelease("28731");

Deno.test("protect() gives each suppressed cell of the letter its range under cohort", async () => {
  const { cells } = await protect(letter);
  const shown = cells.filter(pl.col("status").eq(pl.lit("suppressed"))).toRecords<"period">()
    .map(({ table, group, period, lower, upper, range }) =>
      `${table} ${group} ${period}: ${range} ${lower} ${upper}`
    );
  assert.deepEqual(shown, [
    "received AI · Francophone 2024: unbounded 17 null",
    "received IT/VE · Francization 2024: unbounded 0 null",
    "refused AI · Francophone 2022 (from 22 April): withheld null null",
    "refused AI · Francophone 2024: unbounded 0 null",
    "refused AI · Francophone Jan. 2025: bounded 0 7",
    "refused AI · Francization 2022 (from 22 April): withheld null null",
    "refused AI · Francization 2024: bounded 0 7",
    "refused AI · Francization Jan. 2025: bounded 0 151",
    "refused IT/VE · Francophone Jan. 2025: bounded 0 34",
    "refused IT/VE · Francization 2024: unbounded 0 null",
    "refused IT/VE · Francization Jan. 2025: bounded 0 153",
    "accepted AI · Francophone Jan. 2025: bounded 0 7",
    "accepted AI · Francization Jan. 2025: bounded 0 151",
    "accepted IT/VE · Francophone Jan. 2025: bounded 0 34",
    "accepted IT/VE · Francization 2024: unbounded 0 null",
    "accepted IT/VE · Francization Jan. 2025: bounded 0 153",
  ]);
});

Deno.test("protect() gives a published cell its count at both ends", async () => {
  const { value, lower, upper, range } = (await protect(letter)).cells.toRecords()[0]!;
  assert.deepEqual([value, lower, upper, range], [13, 13, 13, "exact"]);
});

Deno.test("protect() bounds declared quantities, for each place and for all groups together", async () => {
  const { quantities } = await protect(letter);
  const of2023 = quantities.filter(
    pl.col("quantity").eq(pl.lit("undecided")).and(pl.col("period").eq(pl.lit("2023"))),
  );
  assert.deepEqual(
    of2023.toRecords<"component">().map((
      { component, value, status },
    ) => [component, value, status]),
    [["AI", 0], ["AI", 0], ["IT/VE", 8], ["IT/VE", 116], [null, 124]].map((
      row,
    ) => [...row, "published"]),
  );
});

Deno.test("protect() says of what is withheld what and where it is, and nothing else", async () => {
  const { withheld } = await protect(letter, { locale: "fr" });
  assert.deepEqual(withheld.columns, ["what", "where"]);
  assert.deepEqual(withheld.rows().slice(0, 2), [
    ["Refusées ou rejetées", "IA · Francophone · 2022 (depuis le 22\u00a0avril)"],
    ["Refusées ou rejetées", "IA · Francisation · 2022 (depuis le 22\u00a0avril)"],
  ]);
});

Deno.test("protect() under none gives no suppressed cell an upper bound", async () => {
  const { cells } = await protect(letter, { assumption: "none" });
  const suppressed = cells.filter(pl.col("status").eq(pl.lit("suppressed"))).toRecords();
  assert.ok(
    suppressed.every(({ lower, upper, range }) =>
      lower === 0 && upper === null && range === "unbounded"
    ),
  );
});

Deno.test("protect() names the assumptions and options that there are", async () => {
  await assert.rejects(protect(letter, { assumption: "cohorte" }), {
    name: "RangeError",
    message:
      'Cannot find the assumption "cohorte": this release has "none", "cumulative", "cohort"',
  });
  await assert.rejects(protect(letter, { reading: "cohort" } as never), {
    name: "TypeError",
    message:
      'Cannot use the option "reading": protect(release, …) takes "assumption", "minWidth", "locale"',
  });
  await assert.rejects(
    protect(letter, { minWidth: 1 }),
    /Cannot use a least width of 1: give a whole number, 2 or more/,
  );
});

Deno.test("a row of the cells has the fields that the type checker knows", async () => {
  const [row] = (await protect(letter)).cells.toRecords<"period">();
  // @ts-expect-error a misspelt column
  assert.equal(row!.peroid, undefined);
  assert.equal(row!.period, "2022 (from 22 April)");
});
