/** The files that a report leaves in data/, read by engines that know nothing of this project. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pl from "nodejs-polars";
import { dataFiles } from "../../src/cli/project_data.ts";
import { tidyFrame } from "../../src/frames/tidy.ts";
import { releaseFolder } from "../../src/release/folder.ts";
import { loadRelease } from "../../src/release/load_release.ts";
import type { Release } from "../../src/release/model.ts";
import { smallRelease } from "./releases.ts";

/** Writes what a report writes, and gives the folder. */
async function withFiles(
  release: Release,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "engines-" });
  try {
    for (const { name, content } of dataFiles(release)) {
      await Deno.writeFile(join(folder, name), content);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a row holds, whichever engine read it: days as text, counts as numbers. */
const plain = (value: unknown) =>
  value instanceof Date
    ? value.toISOString().slice(0, 10)
    : typeof value === "bigint"
    ? Number(value)
    : typeof value === "object" && value !== null
    ? String(value)
    : value;

const rowsOf = (frame: pl.DataFrame) => frame.rows().map((row) => row.map(plain));

async function duck(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRows().map((row) => row.map(plain));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const RELEASES: readonly (readonly [string, () => Promise<Release>])[] = [
  ["the letter", () => loadRelease(releaseFolder("28731"))],
  ["a release with a zero, a comma in a name and a total", () => Promise.resolve(smallRelease())],
];

for (const [name, load] of RELEASES) {
  Deno.test(`DuckDB reads tidy.parquet of ${name} with the same numbers, nulls and days`, async () => {
    const release = await load();
    await withFiles(release, async (folder) => {
      const file = join(folder, "tidy.parquet");
      assert.deepEqual(await duck(`SELECT * FROM '${file}'`), rowsOf(tidyFrame(release)));
      const types = await duck(`DESCRIBE SELECT periodStart, isPartial, value FROM '${file}'`);
      assert.deepEqual(types.map(([, type]) => type), ["DATE", "BOOLEAN", "BIGINT"]);
    });
  });

  Deno.test(`Polars' lazy scan reads tidy.parquet of ${name} with the same numbers, nulls and days`, async () => {
    const release = await load();
    await withFiles(release, async (folder) => {
      const scan = pl.scanParquet(join(folder, "tidy.parquet"));
      const frame = tidyFrame(release);
      assert.deepEqual(rowsOf(await scan.collect()), rowsOf(frame));
      const counted = await scan.groupBy(["table", "status"]).agg(
        pl.col("value").sum().alias("sum"),
      )
        .sort("table").collect();
      assert.equal(
        counted.getColumn("sum").sum(),
        frame.getColumn("value").sum(),
      );
    });
  });

  Deno.test(`datapackage.json of ${name} says what DuckDB needs to read tidy.csv alike`, async () => {
    const release = await load();
    await withFiles(release, async (folder) => {
      const { resources } = JSON.parse(
        await Deno.readTextFile(join(folder, "datapackage.json")),
      ) as {
        resources: {
          path: string;
          schema: { fields: { name: string; type: string }[]; primaryKey: string[] };
        }[];
      };
      const csv = resources.find(({ path }) => path === "tidy.csv")!;
      const types: Record<string, string> = {
        string: "VARCHAR",
        integer: "BIGINT",
        boolean: "BOOLEAN",
        date: "DATE",
      };
      const columns = csv.schema.fields.map(({ name, type }) => `'${name}': '${types[type]}'`);
      const file = join(folder, csv.path);
      const source = `read_csv('${file}', header = true, columns = {${columns.join(", ")}})`;
      assert.deepEqual(await duck(`SELECT * FROM ${source}`), rowsOf(tidyFrame(release)));
      const keys = csv.schema.primaryKey.map((key) => `"${key}"`).join(", ");
      assert.deepEqual(
        await duck(`SELECT ${keys} FROM ${source} GROUP BY ${keys} HAVING count(*) > 1`),
        [],
      );
    });
  });
}
