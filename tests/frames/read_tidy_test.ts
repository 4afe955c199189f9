import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { ReleaseError } from "../../src/errors.ts";
import { tidyToCsv, tidyToParquet } from "../../src/frames/files.ts";
import { readTidy, type ReadTidyOptions } from "../../src/frames/read_tidy.ts";
import { tidyFrame } from "../../src/frames/tidy.ts";
import { smallRelease } from "./releases.ts";

async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "read-tidy-" });
  try {
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const HEADER = "table,kind,period,periodStart,periodEnd,isPartial,value,status";
const GOOD = [
  "received,a,2022,2022-04-22,2022-12-31,true,0,published",
  "received,a,2023,2023-01-01,2023-12-31,false,,suppressed",
  "received,b,2022,2022-04-22,2022-12-31,true,12,published",
];

/** What is wrong with a CSV of these lines: the messages, without the file's name. */
function problemsOf(lines: readonly string[], options?: ReadTidyOptions): Promise<string[]> {
  return inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    Deno.writeTextFileSync(path, [HEADER, ...lines, ""].join("\n"));
    try {
      readTidy(path, options);
      return [];
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error;
      return error.message.split("\n").map((line) => line.replace('Cannot read "tidy.csv": ', ""));
    }
  });
}

for (const format of ["csv", "parquet"] as const) {
  Deno.test(`readTidy() gives back the frame that was written as ${format}`, () =>
    inFolder(async (folder) => {
      const frame = tidyFrame(smallRelease());
      const path = join(folder, `tidy.${format}`);
      if (format === "csv") await Deno.writeTextFile(path, tidyToCsv(frame));
      else await Deno.writeFile(path, tidyToParquet(frame));
      const back = readTidy(path);
      assert.deepEqual(back.dtypes.map(String), frame.dtypes.map(String));
      assert.ok(back.frameEqual(frame, true));
    }));
}

Deno.test("readTidy() keeps a true zero apart from a suppressed cell", async () => {
  assert.deepEqual(await problemsOf(GOOD), []);
  await inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    Deno.writeTextFileSync(path, [HEADER, ...GOOD].join("\n"));
    assert.deepEqual(readTidy(path).getColumn("value").toArray(), [0, null, 12]);
  });
});

/** One bad row beside the good ones, and what is said of it. */
const BAD_ROWS: readonly (readonly [what: string, line: string, ...said: string[]])[] = [
  [
    "another status",
    "received,b,2023,2023-01-01,2023-12-31,false,5,secret",
    'line 5, column 8 ("status") holds "secret"; it is "published" or "suppressed"',
  ],
  [
    "a published cell without a count",
    "received,b,2023,2023-01-01,2023-12-31,false,,published",
    'line 5, column 7 ("value") is empty; a cell whose status is "published" has a count',
  ],
  [
    "a suppressed cell with a count, and does not repeat it",
    "received,b,2023,2023-01-01,2023-12-31,false,3,suppressed",
    'line 5, column 7 ("value") is filled; a cell whose status is "suppressed" has none',
  ],
  [
    "a count below zero",
    "received,b,2023,2023-01-01,2023-12-31,false,-3,published",
    'line 5, column 7 ("value") holds "-3"; it is a whole number from 0, or empty where the cell is suppressed',
  ],
  [
    "a count that is not whole",
    "received,b,2023,2023-01-01,2023-12-31,false,1.5,published",
    'line 5, column 7 ("value") holds "1.5"; it is a whole number from 0, or empty where the cell is suppressed',
  ],
  [
    "a cell without a name",
    "received,,2023,2023-01-01,2023-12-31,false,5,published",
    'line 5, column 2 ("kind") is empty; every cell is named in full',
  ],
  [
    "a date that is none",
    "received,b,2024,2024-01-01,soon,false,5,published",
    'line 5, column 5 ("periodEnd") holds "soon"; it is a day, written 2024-12-31',
  ],
  [
    "a day that no month has",
    "received,b,2024,2024-01-01,2024-02-30,false,5,published",
    'line 5, column 5 ("periodEnd") holds "2024-02-30"; it is a day, written 2024-12-31',
  ],
  [
    "a period that ends before it starts",
    "received,b,2024,2024-12-31,2024-01-01,false,5,published",
    'line 5, column 5 ("periodEnd") holds "2024-01-01"; no period ends before it starts',
  ],
  [
    "a period with another first day than before",
    "received,b,2023,2023-02-01,2023-12-31,false,5,published",
    'line 5, column 4 ("periodStart") holds "2023-02-01"; it is the same in all rows of a period',
  ],
  [
    "a period that is partial here and whole there",
    "received,b,2023,2023-01-01,2023-12-31,true,5,published",
    'line 5, column 6 ("isPartial") holds "true"; it is the same in all rows of a period',
  ],
  [
    "a flag that is none",
    "received,b,2024,2024-01-01,2024-12-31,maybe,5,published",
    'line 5, column 6 ("isPartial") holds "maybe"; it is true or false',
  ],
];

for (const [what, line, ...said] of BAD_ROWS) {
  Deno.test(`readTidy() refuses ${what}`, async () => {
    assert.deepEqual(await problemsOf([...GOOD, line]), said);
  });
}

Deno.test("readTidy() names every row in which one cell stands", async () => {
  const again = "received,a,2022,2022-04-22,2022-12-31,true,1,published";
  assert.deepEqual((await problemsOf([...GOOD, again])).map((line) => line.split(";")[0]), [
    'line 2, column 3 ("period") holds "2022"',
    'line 5, column 3 ("period") holds "2022"',
  ]);
});

Deno.test("readTidy() tells all kinds at once, twenty rows of each, and how many more there are", async () => {
  const rows = Array.from(
    { length: 50 },
    (_, row) => `received,c${row},2023,2023-01-01,2023-12-31,false,-1,secret`,
  );
  const said = await problemsOf([...GOOD, ...rows]);
  assert.equal(said.length, 42);
  assert.equal(said.filter((line) => line.includes('("status") holds "secret"')).length, 20);
  assert.equal(
    said.filter((line) => line.includes('has 30 more rows with such a "status"')).length,
    1,
  );
});

Deno.test("readTidy() names the row of a Parquet file, which has no lines", () =>
  inFolder((folder) => {
    const path = join(folder, "tidy.parquet");
    const frame = tidyFrame(smallRelease()).withColumn(
      pl.when(pl.col("status").eq(pl.lit("suppressed"))).then(pl.lit("?")).otherwise(
        pl.col("status"),
      ).alias("status"),
    );
    frame.writeParquet(path);
    assert.throws(() => readTidy(path), {
      message: 'Cannot read "tidy.parquet": it holds "?" in row 2, column "status"; ' +
        'it is "published" or "suppressed"',
    });
  }));

Deno.test("readTidy() says which column is missing, which file, and which column has the periods", () =>
  inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    Deno.writeTextFileSync(path, "table,kind,value\nreceived,a,1\n");
    assert.throws(() => readTidy(path), /line 1 has no column "status"/);
    Deno.writeTextFileSync(path, "table,value,status\nreceived,1,published\n");
    assert.throws(() => readTidy(path), /line 1 has no column for a dimension/);
    assert.throws(() => readTidy(join(folder, "none.csv")), /there is no such file/);
    assert.throws(() => readTidy(folder + "/.csv"), { name: "UsageError" });
    assert.throws(() => readTidy(join(folder, "tidy.xlsx")), /no \.csv or \.parquet/);
    Deno.writeTextFileSync(path, [HEADER, ...GOOD].join("\n"));
    assert.throws(() => readTidy(path, { period: "year" }), /Cannot find the column "year"/);
  }));

Deno.test("readTidy() refuses what is empty, and what is no Parquet file", () =>
  inFolder((folder) => {
    const [csv, parquet] = [join(folder, "tidy.csv"), join(folder, "tidy.parquet")];
    Deno.writeTextFileSync(csv, "");
    assert.throws(() => readTidy(csv), { name: "ReleaseError" });
    Deno.writeTextFileSync(csv, `${HEADER}\n`);
    assert.throws(() => readTidy(csv), /it has no rows; a tidy file has a row for each cell/);
    Deno.writeTextFileSync(parquet, "PAR1 and then not");
    assert.throws(() => readTidy(parquet), /is no Parquet file/);
  }));

Deno.test("readTidy() finds out which column has the periods where none is called so", async () => {
  const lines = [...GOOD, "received,b,2023,2023-01-01,2023-12-31,false,5,published"];
  await inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    const write = (rows: readonly string[]) =>
      Deno.writeTextFileSync(path, [HEADER.replace("period,", "year,"), ...rows].join("\n"));
    write(lines);
    assert.equal(readTidy(path).height, 4);
    write([...GOOD, "received,b,2023,2023-02-01,2023-12-31,false,5,published"]);
    assert.throws(() => readTidy(path), /line 5, column 4 \("periodStart"\) holds "2023-02-01"/);
  });
});

Deno.test("readTidy() reads a release without dates", () =>
  inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    Deno.writeTextFileSync(path, "table,kind,value,status\nreceived,007,1,published\n");
    assert.deepEqual(readTidy(path).rows(), [["received", "007", 1, "published"]]);
  }));

Deno.test("readTidy() takes counts of Parquet as whole numbers of any width", () =>
  inFolder((folder) => {
    const frame = tidyFrame(smallRelease());
    for (const type of [pl.Int32, pl.UInt32, pl.Int16]) {
      const path = join(folder, "tidy.parquet");
      frame.withColumns(pl.col("value").cast(type)).writeParquet(path);
      assert.deepEqual(readTidy(path).rows(), frame.rows());
    }
  }));

Deno.test("readTidy() names a column that stands twice", () =>
  inFolder((folder) => {
    const path = join(folder, "tidy.csv");
    Deno.writeTextFileSync(path, "table,kind,kind,value,status\na,b,c,1,published\n");
    assert.throws(() => readTidy(path), /line 1 has a second column "kind"/);
  }));
