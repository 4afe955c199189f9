/** The files that a report leaves in data/: the same cells in each, and described as they are. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import pl from "nodejs-polars";
import { dataFiles } from "../../src/project/data_files.ts";
import { loadRelease } from "../../src/counts/release/load_release.ts";

const files = new Map(
  dataFiles(await loadRelease("28731")).map(({ name, content }) => [name, content]),
);
const textOf = (name: string) => new TextDecoder().decode(files.get(name));

Deno.test("dataFiles() gives CSV, Parquet and what describes them", () => {
  assert.deepEqual([...files.keys()], ["tidy.csv", "tidy.parquet", "datapackage.json"]);
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
