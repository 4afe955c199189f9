/** Reading tidy files back, and naming what is wrong in one that somebody changed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ReleaseError } from "../../src/errors.ts";
import { tidyToCsv, tidyToParquet } from "../../src/frames/files.ts";
import { readTidy } from "../../src/frames/read_tidy.ts";
import { tidyFrame } from "../../src/frames/tidy.ts";
import { loadRelease, releaseFolder } from "../../src/mod.ts";
import { smallRelease } from "./releases.ts";

async function inFile<T>(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => T,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "tidy-test-" });
  try {
    const path = join(folder, name);
    await (typeof content === "string"
      ? Deno.writeTextFile(path, content)
      : Deno.writeFile(path, content));
    return use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
const refusals = (name: string, content: string | Uint8Array) =>
  inFile(name, content, (path) => {
    try {
      readTidy(path);
      return [];
    } catch (error) {
      assert.ok(error instanceof ReleaseError, String(error));
      return error.message.split("\n");
    }
  });

for (
  const [what, release] of [["a small release", smallRelease()], [
    "the letter",
    await loadRelease(releaseFolder("28731")),
  ]] as const
) {
  Deno.test(`readTidy() gives back ${what} from CSV and from Parquet`, async () => {
    const frame = tidyFrame(release);
    const types = (of: typeof frame) => of.dtypes.map(({ variant }) => variant);
    for (
      const [name, content] of [["tidy.csv", tidyToCsv(frame)], [
        "tidy.parquet",
        tidyToParquet(frame),
      ]] as const
    ) {
      await inFile(name, content, (path) => {
        const read = readTidy(path);
        assert.deepEqual(read.columns, frame.columns);
        assert.deepEqual(types(read), types(frame));
        assert.deepEqual(read.rows(), frame.rows());
      });
    }
  });
}

const CSV = `table,kind,period,periodStart,periodEnd,isPartial,value,status
a,A,2023,2023-01-01,2023-12-31,false,4,published
a,A,2024,2024-01-01,2024-12-31,false,,suppressed
a,B,2023,2023-01-01,2023-12-31,false,0,published
a,B,2024,2024-01-01,2024-12-31,false,7,published
`;

Deno.test("readTidy() takes what is right", async () => {
  assert.deepEqual(await refusals("a.csv", CSV), []);
});

/** One change each, and what is said of it. */
const FAULTS: readonly (readonly [from: string, to: string, said: RegExp])[] = [
  [
    "false,4,",
    "false,-4,",
    /line 2, column 7 \("value"\) holds "-4"; a published cell has a whole number >= 0$/,
  ],
  ["false,4,", "false,4.5,", /line 2, column 7 \("value"\) holds "4\.5"; a published cell/],
  ["false,4,", "false,x,", /line 2, column 7 \("value"\) holds "x"; a published cell/],
  ["false,4,", "false,,", /line 2, column 7 \("value"\) is empty; a published cell/],
  [
    "false,,suppressed",
    "false,3,suppressed",
    /line 3, column 7 \("value"\) holds "3"; a suppressed cell has no value$/,
  ],
  [
    "7,published",
    "7,secret",
    /line 5, column 8 \("status"\) holds "secret"; it is "published" or "suppressed"$/,
  ],
  ["7,published", "7,", /line 5, column 8 \("status"\) is empty/],
  [
    "a,B,2024",
    "a,A,2024",
    /line 5, column 1 \("table"\) repeats the cell of line 3; each cell has one row$/,
  ],
  ["a,B,2023", "a,,2023", /line 4, column 2 \("kind"\) is empty; it names a category$/],
  [
    "2024-12-31,false,7",
    "2023-12-31,false,7",
    /line 5, column 5 \("periodEnd"\) holds "2023-12-31"; a period does not end before it starts$/,
  ],
  [
    "2024-12-31,false,7",
    "2024-13-31,false,7",
    /line 5, column 5 \("periodEnd"\) holds "2024-13-31"; it is a day/,
  ],
  ["false,4,", "no,4,", /line 2, column 6 \("isPartial"\) holds "no"; it is true or false$/],
  [",status", ",state", /"a\.csv": it has no column "status"; a tidy table has/],
  ["isPartial,", "part,", /it has no column "isPartial"/],
  [CSV, "", /line 1 is empty/],
  [CSV, CSV.split("\n")[0]! + "\n", /it has no rows/],
];
for (const [from, to, said] of FAULTS) {
  Deno.test(`readTidy() refuses ${JSON.stringify(to.slice(0, 40))} for ${JSON.stringify(from.slice(0, 30))}`, async () => {
    const lines = await refusals("a.csv", CSV.replace(from, to));
    assert.ok(lines.some((line) => said.test(line)), lines.join("\n"));
  });
}

Deno.test("readTidy() tells every fault at once, and counts those of a kind past twenty", async () => {
  const [head, row] = CSV.split("\n");
  const rows = Array.from(
    { length: 30 },
    (_, index) => row!.replace("a,A", `a,A${index}`).replace(",4,", ",x,"),
  );
  const lines = await refusals("a.csv", `${[head, ...rows].join("\n")}\n`);
  assert.equal(lines.length, 21);
  assert.match(lines.at(-1)!, /has 10 more faults in the column "value"/);
});

Deno.test("readTidy() refuses what is no Parquet file, and a Parquet file of something else", async () => {
  assert.match((await refusals("a.parquet", "PAR1 not"))[0]!, /is no Parquet file/);
  const bytes = tidyToParquet(tidyFrame(smallRelease()).drop("status"));
  assert.match((await refusals("a.parquet", bytes))[0]!, /no column "status"/);
});
