import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { declaredQuantities } from "../../../src/counts/relations/derived.ts";
import { boundCells } from "../relations/bound_cells.ts";
import { publish } from "./published.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import { cellAt, sketchLetter } from "../relations/tables.ts";

const letter = await loadRelease(new URL("../../../data/28731/", import.meta.url));

Deno.test("sketchLetter() holds the counts and the ranges of the letter as loaded", async () => {
  const counts = (release: typeof letter) =>
    release.tables.flatMap(({ name, cells }) => cells.map(({ value }) => [name, value]));
  assert.deepEqual(counts(sketchLetter()), counts(letter));
  for (const { name } of letter.assumptions) {
    const [sketch, loaded] = await Promise.all(
      [sketchLetter(), letter].map((release) => boundCells(release, name)),
    );
    const [ours, theirs] = [sketch!, loaded!].map(({ cells }) =>
      cells.map(({ interval }) => interval)
    );
    // Not deepEqual: its message would print ranges that are withheld.
    assert.ok(isDeepStrictEqual(ours, theirs), name);
    assert.deepEqual(loaded!.findings, []);
  }
});

Deno.test("publish() guards everything that the letter declares, under each assumption", async () => {
  for (const { name: assumption } of letter.assumptions) {
    const declared = declaredQuantities(letter, assumption);
    const quantities = Object.fromEntries(
      declared.map(({ derived, keys, quantity }) => [
        [derived.name, ...Object.values(keys)].join(" · "),
        quantity,
      ]),
    );
    const publication = await publish(letter, { assumption, quantities });
    const contains2022 = declared.filter(({ keys, quantity }) =>
      JSON.stringify(quantity).includes('"refused"') && keys.component === "AI" &&
      keys.period === "2022"
    );
    for (const { derived, keys } of contains2022) {
      const name = [derived.name, ...Object.values(keys)].join(" · ");
      const kind = publication.quantity(name).kind;
      assert.equal(kind, assumption === "none" ? "range" : "withheld", name);
    }
    if (assumption === "cohort") assert.ok(contains2022.length >= 2);
  }
});

Deno.test("publish() tells undecided applications of the published triples exactly", async () => {
  const at = (table: string, profile: string, period: string) =>
    cellAt(letter, table, "IT/VE", profile, period);
  const undecided = (profile: string, period: string) => ({
    kind: "linear" as const,
    form: {
      constant: 0,
      terms: ["received", "refused", "accepted"].map((table) => ({
        cell: at(table, profile, period),
        coefficient: table === "received" ? 1 : -1,
      })),
    },
  });
  const publication = await publish(letter, {
    assumption: "cohort",
    quantities: {
      a: undecided("Francophone", "2022"),
      b: undecided("Francophone", "2023"),
      c: undecided("Francophone", "2024"),
      d: undecided("Francization", "2022"),
      e: undecided("Francization", "2023"),
    },
  });
  const values = (["a", "b", "c", "d", "e"] as const).map((name) => {
    const shown = publication.quantity(name);
    return shown.kind === "published" && shown.value;
  });
  assert.deepEqual(values, [5, 8, 46, 3, 116]);
});
