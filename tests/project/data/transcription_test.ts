/** The CSVs of the project's first release hold what its letter says: every mark, in the same order. */
import assert from "node:assert/strict";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import { differences, type Mark, marksOfLetter, marksOfTables } from "./transcription.ts";

const FOLDER = new URL("../../../data/28731/", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, FOLDER));

/** The letter's words for the rows, and the CSVs'. */
const PROFILES: Readonly<Record<string, string>> = {
  francophone: "Francophone",
  francisation: "Francization",
};

const letter = marksOfLetter(await read("letter.txt"))
  .map((mark): Mark => ({ ...mark, row: PROFILES[mark.row]! }));
const tables = await Promise.all(["received.csv", "refused.csv", "accepted.csv"].map(read));

Deno.test("data/28731 holds the 48 marks of the letter in the letter's order", () => {
  assert.equal(letter.length, 48);
  assert.deepEqual(differences(letter, marksOfTables(tables)), []);
  // Typed from the letter once more, by hand.
  assert.equal(
    letter.map(({ mark }) => mark).join(" "),
    "13 65 x 7 27 109 87 151 85 173 127 34 89 314 x 153 " +
      "x 12 x x x 11 x x 55 115 52 x 29 45 x x " +
      "12 53 17 x 26 98 80 x 25 50 29 x 57 153 x x",
  );
});

Deno.test("differences() names any one of the 48 marks that is changed in a CSV", () => {
  let changed = 0;
  for (const [t, csv] of tables.entries()) {
    const cells = [...csv.matchAll(/(?<=,)(x|\d+)(?=[,\n])/g)].filter(({ index }) =>
      index > csv.indexOf("\n")
    );
    assert.equal(cells.length, 16);
    for (const [i, { 0: mark, index }] of cells.entries()) {
      for (
        const other of [mark === "x" ? "0" : "x", mark === "x" ? "7" : String(Number(mark) + 1)]
      ) {
        const mutated = csv.slice(0, index) + other + csv.slice(index + mark.length);
        const found = differences(letter, marksOfTables(tables.with(t, mutated)));
        assert.equal(found.length, 1);
        assert.match(found[0]!, new RegExp(`^mark ${t * 16 + i + 1}: .*"mark":"${other}"\\}$`));
        changed++;
      }
    }
  }
  assert.equal(changed, 2 * 48);
});

Deno.test("differences() sees swapped rows, swapped blocks, swapped tables and a lost row", () => {
  const [received, refused, accepted] = tables as [string, string, string];
  const lines = received.trimEnd().split("\n");
  const [header, a, b, c, d] = lines as [string, string, string, string, string];
  for (
    const mutated of [[header, b, a, c, d], [header, c, d, a, b], [header, a, b, c]].map((rows) =>
      `${rows.join("\n")}\n`
    )
  ) {
    assert.notDeepEqual(differences(letter, marksOfTables([mutated, refused, accepted])), []);
  }
  assert.notDeepEqual(differences(letter, marksOfTables([refused, received, accepted])), []);
});

Deno.test("loadRelease() gives the letter's marks, cell by cell", async () => {
  const release = await loadRelease(FOLDER);
  const cells = release.tables.flatMap((table) => table.cells);
  assert.deepEqual(
    cells.map(({ keys, value, mark }) => [keys.profile, keys.period, String(value ?? mark)]),
    letter.map(({ row, column, mark }) => [row, column, mark]),
  );
});

Deno.test("loadRelease() gives the published sums and crosses of the letter", async () => {
  const { tables } = await loadRelease(FOLDER);
  const [received] = tables;
  const sum = (component?: string) =>
    received!.cells.filter(({ keys }) => component === undefined || keys.component === component)
      .reduce((total, { value }) => total + (value ?? 0), 0);
  assert.deepEqual([sum(), sum("AI"), sum("IT/VE")], [1434, 459, 975]);
  assert.deepEqual(
    tables.map(({ cells }) => cells.filter(({ value }) => value === null).length),
    [2, 9, 5],
  );
  const published = tables.flatMap(({ cells }) => cells.flatMap(({ value }) => value ?? []));
  assert.equal(Math.min(...published), 7);
});

Deno.test("data/28731/letter.txt names no one who signed", async () => {
  const lines = (await read("letter.txt")).split("\n");
  const closing = lines.findIndex((line) => line.startsWith("Veuillez recevoir"));
  const attachment = lines.indexOf("p. j.");
  assert(closing > 0 && attachment > closing);
  assert.deepEqual(lines.slice(closing + 1, attachment).filter(Boolean), [
    "[nom et titre de la personne signataire omis]",
  ]);
  const signed = lines.findIndex((line) => line.startsWith("Originale signée par"));
  assert.equal(lines[signed], "Originale signée par :");
  assert.match(lines.slice(signed + 1).find(Boolean)!, /^http/);
});
