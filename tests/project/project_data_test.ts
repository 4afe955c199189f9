/** The files that a report leaves in data/: the same cells in each, and described as they are. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import pl from "nodejs-polars";
import { dataFiles } from "../../src/project/pages.ts";
import { loadRelease } from "../../src/counts/release/load_release.ts";
import { LANGUAGES } from "../../src/text/language.ts";

const files = new Map(
  dataFiles(await loadRelease("28731")).map(({ name, content }) => [name, content]),
);
const textOf = (name: string) => new TextDecoder().decode(files.get(name));

Deno.test("dataFiles() gives CSV, Parquet and what describes them", () => {
  assert.deepEqual([...files.keys()], [
    ...LANGUAGES.map((lang) => lang === "en" ? "tidy.csv" : `tidy.${lang}.csv`),
    "tidy.parquet",
    "datapackage.json",
  ]);
});

Deno.test("the CSV has 48 rows; an empty value is a suppressed count, and its status says so", () => {
  const rows: Record<string, string>[] = parse(textOf("tidy.csv"), { columns: true });
  assert.equal(rows.length, 48);
  assert.ok(rows.every(({ value, status }) => (value === "") === (status === "suppressed")));
  const { value, group, periodStart, periodEnd } = rows[0]!;
  assert.deepEqual([value, group, periodStart, periodEnd], [
    "13",
    "AI · Francophone",
    "2022-04-22",
    "2022-12-31",
  ]);
});

Deno.test("the Parquet file holds the same rows as the CSV", () => {
  const parquet = pl.readParquet(files.get("tidy.parquet") as Parameters<typeof pl.readParquet>[0]);
  assert.equal(parquet.writeCSV().toString(), textOf("tidy.csv"));
});

Deno.test("the description names every column, in order, with its type", () => {
  const { resources } = JSON.parse(textOf("datapackage.json"));
  const fields: { name: string; type: string }[] = resources[0].schema.fields;
  assert.deepEqual(fields.map(({ name }) => name), textOf("tidy.csv").split("\n")[0]!.split(","));
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  assert.deepEqual(
    ["table", "periodStart", "isPartial", "value"].map((name) => types.get(name)),
    ["string", "date", "boolean", "integer"],
  );
});

/** Rows of a CSV whose field is empty where others of its column hold numbers, though no word of the row says why. */
function silentRows(csv: string): string[] {
  const rows: string[][] = parse(csv.replace(/^\ufeff/, ""));
  const numeric = rows[0]!.map((_, column) =>
    rows.slice(1).some((row) => /^[\d.]+$/.test(row[column]!))
  );
  return rows.slice(1)
    .filter((row) => row.some((field, column) => field.trim() === "" && numeric[column]))
    .filter((row) =>
      !row.some((field) => /^(?:x|suppressed|masqué|not given|non donné)$/.test(field))
    )
    .map((row) => row.join());
}

Deno.test("no file that a page carries holds a count as a blank without saying so in its row", async () => {
  for (const name of ["tidy.csv", "tidy.fr.csv"]) {
    assert.deepEqual(silentRows(textOf(name)), [], name);
  }
  assert.equal(parse(textOf("tidy.fr.csv")).length, 49);
  assert.match(
    textOf("tidy.fr.csv"),
    /^tableau,volet,profil,période,début,fin,nombre,statut,marque\n/,
  );
  assert.match(textOf("tidy.fr.csv"), /2024,2024-01-01,2024-12-31,,masqué,x\n/);
  let tables = 0;
  for (const lang of LANGUAGES) {
    for (const name of ["01_outcomes", "02_suppression", "03_method"]) {
      const path = new URL(`../../notebooks/${lang}/${name}.ipynb`, import.meta.url);
      for (const { outputs = [] } of JSON.parse(await Deno.readTextFile(path)).cells) {
        for (const { data = {} } of outputs) {
          const csv = [data["text/csv"] ?? []].flat().join("");
          if (csv === "") continue;
          tables++;
          assert.deepEqual(silentRows(csv), [], `${lang}/${name}`);
          const fields: string[] = parse(csv.replace(/^\ufeff/, "")).flat();
          assert.ok(!fields.some((field) => /[\r\n]/.test(field)), "a field of several lines");
        }
      }
    }
  }
  assert.ok(tables >= 16, `${tables}`);
  assert.deepEqual(silentRows("who,n\nA,3\nB,\n"), ["B,"]);
});
