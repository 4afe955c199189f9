/** What `report` writes to data/ is read as it is by other engines, with the same numbers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pl from "nodejs-polars";
import { dataFiles } from "../../src/cli/project_data.ts";
import { tidyFrame } from "../../src/frames/tidy.ts";
import { loadRelease, releaseFolder } from "../../src/mod.ts";

const release = await loadRelease(releaseFolder("28731"));

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "engines-test-" });
  try {
    for (const { name, content } of dataFiles(release)) {
      await Deno.writeFile(join(folder, name), content);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A cell as text, a day without its time. */
const plain = (value: unknown) =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value === null ? null : String(value);
const expected = tidyFrame(release).rows().map((row) => row.map(plain));

Deno.test("DuckDB reads the Parquet file with the same rows, nulls and days", () =>
  inFolder(async (folder) => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const query = async (sql: string) =>
      (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(plain));
    const from = `from read_parquet('${join(folder, "tidy.parquet")}')`;
    assert.deepEqual(await query(`select * ${from}`), expected);
    assert.deepEqual(
      await query(`select count(*), count(value), sum(value) ${from} where "table" = 'received'`),
      [
        ["16", "14", "1434"],
      ],
    );
    assert.deepEqual(await query(`select distinct typeof(value), typeof(periodStart) ${from}`), [
      ["BIGINT", "DATE"],
    ]);
    connection.closeSync();
  }));

Deno.test("Polars scans the Parquet file lazily with the same rows", () =>
  inFolder(async (folder) => {
    const scan = pl.scanParquet(join(folder, "tidy.parquet"));
    assert.deepEqual((await scan.collect()).rows().map((row) => row.map(plain)), expected);
    const crossed = await scan.filter(pl.col("value").isNull())
      .groupBy("table").agg(pl.len().alias("crosses")).sort("crosses").collect();
    assert.deepEqual(crossed.rows().map((row) => row.map(plain)), [
      ["received", "2"],
      ["accepted", "5"],
      ["refused", "9"],
    ]);
  }));

Deno.test("datapackage.json names the Parquet file, its fields and its key as they are", () =>
  inFolder(async (folder) => {
    const { resources } = JSON.parse(await Deno.readTextFile(join(folder, "datapackage.json")));
    const [parquet] = resources.filter(({ format }: { format: string }) => format === "parquet");
    const frame = pl.readParquet(join(folder, parquet.path));
    assert.deepEqual(
      parquet.schema.fields.map(({ name }: { name: string }) => name),
      frame.columns,
    );
    assert.equal(frame.select(...parquet.schema.primaryKey).unique().height, frame.height);
  }));
