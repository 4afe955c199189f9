/** A letter of several tables that have nothing in common: a folder of each, by one command. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { newRelease, USAGE } from "../../src/intake/cli.ts";
import { settleAll } from "../../src/intake/ask/settle_all.ts";
import { tablesIn } from "../../src/intake/release/draft.ts";
import { loadRelease } from "../../src/counts/mod.ts";
import { runHere } from "../text/run_here.ts";
import { draftOf, refusalOf, saidOf } from "./tables.ts";

const table = (title: string, ...rows: string[]) =>
  `<table><caption>${title}</caption>${
    rows.map((row) => `<tr>${row.split(" ").map((one) => `<td>${one}</td>`).join("")}</tr>`).join(
      "",
    )
  }</table>`;
const RECEIVED = table("Table 1. Received", "Ward 2022 2023 Total", "Ash 112 98 210", "Elm – 9 9");
const MEASURES = table("Table 2. Time taken", "Measure 2022 2023", "Median&nbsp;days 6.5 7.25");
const CLOSED = table("Table 3. Closed", "Reason Men Women Total", "Late 12 14 26", "Lost 3 – 8");
const LETTER = `<html><body>${RECEIVED}${MEASURES}${CLOSED}</body></html>`;

/** A folder with the letter in it, and `new` as its user runs it there. */
async function withLetter(
  use: (
    run: (...args: string[]) => ReturnType<typeof runHere>,
    path: (name: string) => string,
  ) => Promise<void>,
  letter = LETTER,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "several-" }));
  try {
    await Deno.writeTextFile(join(folder, "letter.html"), letter);
    await use(
      (...args) => runHere((args) => newRelease(args, undefined), USAGE, args, folder),
      (name) => join(folder, name),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const foldersIn = (path: string) =>
  Array.from(Deno.readDirSync(path), ({ name }) => name).filter((name) => name !== "letter.html")
    .sort();

Deno.test("tables that have nothing in common are listed, with the whole commands that choose them", () =>
  withLetter(async (run, path) => {
    const { status, stdout, stderr } = await run("v", "--from", "letter.html", "--mark=–=zero");
    assert.equal(status, 1);
    assert.equal(
      stdout,
      "  1. “Table 1. Received”, table 1, lines 3 to 4\n  2. “Table 3. Closed”, table 3, lines 3 to 4\n" +
        "  3. “Table 2. Time taken”, table 2, line 3: holds no counts\n",
    );
    const command = 'npx --yes deno task new v --from letter.html "--mark=–=zero" --table';
    assert.ok(
      stderr.endsWith(
        `  hint: a folder of each, or of one:\n    ${command} all\n    ${command} 1\n    ${command} 2\n`,
      ),
      stderr,
    );
    assert.deepEqual(foldersIn(path("")), []);
  }));

Deno.test("--table all makes a folder of each table, and one command for all pages", () =>
  withLetter(async (run, path) => {
    const all = ["--from", "letter.html", "--table", "all"];
    const { status, stdout, stderr } = await run("v", ...all, "--mark=–=zero");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(foldersIn(path("")), ["v-1", "v-2"]);
    assert.match(stdout, /“Table 2. Time taken”: holds no counts, and is left out/);
    assert.match(
      stdout,
      /\nThen: \S+ --yes deno task audit v-1\nThen: \S+ --yes deno task audit v-2\nThen: .* report v-1\/notebooks\/en\/start.en.ipynb v-1\/notebooks\/fr\/start.fr.ipynb v-2\/\S+ v-2\/\S+ --out dist\/v --code hide\n$/,
    );
    const [first, second] = [await loadRelease(path("v-1")), await loadRelease(path("v-2"))];
    assert.deepEqual(
      [first.title, second.title].map((one) => JSON.stringify(one).includes("Received")),
      [
        true,
        false,
      ],
    );
    const again = await run("v-2", "--update", "--mark=–=suppressed");
    assert.deepEqual([again.status, again.stderr], [0, ""]);
    const mark = (await loadRelease(path("v-2"))).tables[0]!.cells.find(({ mark }) => mark);
    assert.equal(mark?.status, "suppressed");
  }));

Deno.test("--table all writes nothing where a folder is there, a question is open, or an answer fits no table", () =>
  withLetter(async (run, path) => {
    const all = ["v", "--from", "letter.html", "--table", "all"];
    await Deno.mkdir(path("v-2"));
    const there = await run(...all, "--mark=–=zero");
    assert.equal(there.status, 2);
    assert.match(there.stderr, /Cannot make "v-2": it is there already/);
    assert.deepEqual(foldersIn(path("")), ["v-2"]);
    await Deno.remove(path("v-2"));
    const open = await run(...all);
    assert.equal(open.status, 1);
    // A sign is asked about once, and where else it stands is said.
    assert.match(
      open.stderr,
      /table 1 \(--table 1\)": line 4, column 2 .*“–” stand for.* The same in --table 2\n/,
    );
    assert.equal(open.stderr.match(/error:/g)!.length, 1);
    const unused = await run(...all, "--mark=–=zero", "--mark=q=zero");
    assert.equal(unused.status, 2);
    assert.match(
      unused.stderr,
      /--mark "q=…" answers nothing: no table has it\n {2}hint: there is "–"/,
    );
    assert.deepEqual(foldersIn(path("")), []);
  }));

Deno.test("--table takes one number, or all", () =>
  withLetter(async (run) => {
    for (const tables of [["--table", "2", "--table", "1"], ["--table", "1,2"]]) {
      const { status, stderr } = await run("v", "--from", "letter.html", ...tables);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /Option "--table" is .*\n {2}hint: .*--table all makes a folder of each/,
      );
    }
  }));

const CSV = "Table 1. Received,,\nWard,2022,2023\nAsh,12,98\nElm,13,9\nTotal,25,107\n,,\n" +
  "Table 2. Closed,,\nReason,Men,Women\nLate,12,14\nLost,?,8\nOther,7,\nTotal,22,30\n,,\n" +
  "Table 3. Percentage closed,,\nMonth,Early,In time\nMay,61,74\nJune,12,88\n";
const FILES = [{ path: "a.csv", bytes: new TextEncoder().encode(CSV) }];
const OPTIONS = { name: "next", today: "2026-01-31" };

Deno.test("settleAll() says of which table it asks, and leaves out one that is answered to count nothing", async () => {
  const asked: string[] = [];
  const said: string[] = [];
  const ask = (question: string) => {
    asked.push(question);
    return /percentages/.test(question) ? "percentage" : /“\?”/.test(question) ? "suppressed" : "";
  };
  const tables = await tablesIn(FILES, {});
  const all = await settleAll(FILES, {}, OPTIONS, tables, (line) => said.push(line), ask);
  assert.deepEqual(all.map(({ table }) => table), [1, 2]);
  assert.ok(asked.length > 2, asked.join("\n"));
  for (const question of asked) assert.match(question, /^--table [1-3], “Table [1-3]\. .*”:\n/);
  assert.match(asked.at(-1)!, /--table 3, “Table 3\. Percentage closed”:\n.*percentages/);
  assert.match(said.join("\n"), /“Table 3. Percentage closed”: holds no counts, and is left out/);
  assert.deepEqual(all[1]!.given.mark, ["?=suppressed", "empty=suppressed"]);
});

Deno.test("settleAll() asks the same about a sign once, and takes its answer for no other question", async () => {
  const text = (first: string, second: string, note: string) =>
    `Table 1. Received,,\nWard,2022,2023\nAsh,12,${first}\nElm,13,9\n,,\n` +
    `Table 2. Closed,,\nReason,Men,Women\nLate,12,14\nLost,${second},8\n${note}`;
  const answered = async (csv: string) => {
    let asked = 0;
    const ask = () => ++asked === 1 ? "not-available" : "";
    const files = [{ path: "a.csv", bytes: new TextEncoder().encode(csv) }];
    const tables = await tablesIn(files, {});
    const all = await settleAll(files, { columns: ["parts"] }, OPTIONS, tables, () => {}, ask);
    return [asked, ...all.map(({ given }) => given.mark)];
  };
  const na = ["–=not-available"];
  assert.deepEqual(await answered(text("–", "–", "")), [1, na, na]);
  assert.deepEqual(await answered(text("–", "-", "")), [2, na, ["-=zero"]]);
});

Deno.test("settleAll() asks about no other table once somebody ends its questions", async () => {
  let asked = 0;
  const ask = () => (asked++, null);
  const tables = await tablesIn(FILES, {});
  await assert.rejects(settleAll(FILES, {}, OPTIONS, tables, () => {}, ask), ({ message }) => {
    assert.match(message, /--table 2\)[^]*--table 3\)/);
    return true;
  });
  // Those of one table: all at once, then the first of them.
  assert.ok(asked <= 2, String(asked));
});

Deno.test("lines that name the columns of one table leave tables without such lines alone", async () => {
  const noise = ["Ward a b", "Ash 1 2", "Elm 3 4", "Oak 5 6"];
  const long = table("Table 4. Opened", ...noise, "District 2021 2022", "North 7 8", "South 6 9");
  const bytes = new TextEncoder().encode(`<html>${RECEIVED}${long}</html>`);
  const tables = await tablesIn([{ path: "a.html", bytes }], { answers: { header: ["6-6"] } });
  assert.deepEqual(tables.map(({ title, place }) => `${title}, ${place}`), [
    "Table 1. Received, table 1, lines 3 to 4",
    "Table 4. Opened, table 2, lines 7 to 8",
  ]);
});

Deno.test("settleAll() gives answers to the tables that they fit", async () => {
  const given = {
    mark: ["?=suppressed", "empty=zero"],
    total: ["Total=Late + Lost + Other"],
    names: ["Reason | Men | All women"],
    column: ["title=percentage"],
  };
  const tables = await tablesIn(FILES, {});
  const all = await settleAll(FILES, given, OPTIONS, tables, () => {}, undefined);
  assert.deepEqual(all[0]!.given, {});
  assert.deepEqual(all[1]!.given, { mark: given.mark, total: given.total, names: given.names });
  assert.match(saidOf(all[1]!.draft).join("\n"), /“Total” is the sum of Late, Lost, Other/);
  const none = { ...given, total: ["Total=Late + Lots"] };
  await assert.rejects(settleAll(FILES, none, OPTIONS, tables, () => {}, undefined), {
    name: "UsageError",
    message: /--total names/,
  });
});

Deno.test("a table that holds no counts is named, and --table says of it that it holds none", async () => {
  const files = { "letter.html": LETTER };
  const given = { mark: ["–=zero"] };
  const said = saidOf(await draftOf(files, given, { table: 2 }));
  assert.ok(said.includes("what holds no counts is left out: table 2, “Table 2. Time taken”"));
  const why = await refusalOf(files, given, { table: 3 });
  assert.match(why, /holds no counts in table 3, "Table 2\. Time taken".*--row "NAME=count"/);
  assert.match(
    await refusalOf(files, given, { table: 4 }),
    /has 2 tables; --table 4 .*3 \(Table 2\. Time taken, table 2, line 3: holds no counts\)/,
  );
});

Deno.test("the number that a letter gives a table is no part of its title", async () => {
  for (
    const [numbered, title] of [
      ["Tableau 1 — Plaintes reçues", "Plaintes reçues"],
      ["Table 2 – 2023 complaints", "2023 complaints"],
      ["Tabla 3: Quejas", "Quejas"],
      ["Table A.1 Complaints", "Complaints"],
      ["Table 1.2", "Table 1.2"],
    ] as const
  ) {
    const { descriptor } = await draftOf({
      "a.html": table(numbered, "Ward 2022 2023 Total", "Ash 112 98 210", "Elm 3 9 12"),
    });
    assert.equal(descriptor.title, title);
  }
});

Deno.test("a table made of one column keeps the letters of that column's name", async () => {
  const long = "Complaints by region of the detachment concerned, and how they were closed";
  const { descriptor } = await draftOf({
    "a.html":
      `<table><caption>${long}</caption><tr><td>Region</td><td>Closed in 2023</td>${"<td>Open at 31 December</td></tr><tr><td>Ash</td><td>12</td><td>5</td></tr>"}<tr><td>Elm</td><td>7</td><td>9</td></tr></table>`,
  }, { columns: ["different"] });
  const resources = descriptor.resources as { shortLabels: { en: string } }[];
  assert.deepEqual(resources.map(({ shortLabels }) => shortLabels.en), [
    "Closed in 2023",
    "Open at 31 December",
  ]);
});

Deno.test("names that the draft gives are French in French, and what one column has in common is not named aloud", async () => {
  const { inferences } = await draftOf({
    "a.html": table("Received", "Ward 2022 2023 Total", "Ash 112 98 210", "Elm 3 9 12"),
  });
  const french = inferences.map(({ said }) => said.fr).join("\n");
  assert.match(french, /ont en commun est nommé «\u00a0période\u00a0»/);
  const one = await draftOf({
    "a.html": table("Received", "Ward Complaints", "Ash 112", "Elm 3"),
  });
  assert.doesNotMatch(one.inferences.map(({ said }) => said.en).join("\n"), /have in common/);
});

const MIXED = table("Time taken", "Measure 2022 2023", "Median 6.5 7.25", "Reopened 14 –");

Deno.test("what is left out of a table is said beside it, and no axis names it; 0 is explained where it stands for a mark", () =>
  withLetter(async (run, path) => {
    const given = ["--mark=–=zero", "--proposed"];
    const { status, stdout, stderr } = await run("v", "--from", "letter.html", ...given);
    assert.equal(status, 0, stderr);
    const { tables, review } = await loadRelease(path("v"));
    assert.equal(tables[0]!.measure.en, "Reopened");
    assert.match(stdout, /has the title “Time taken”/);
    assert.doesNotMatch(review.map(({ inferred }) => inferred.en).join(), /has the title/);
    const english = await Deno.readTextFile(path(join("v", "notebooks", "en", "start.en.ipynb")));
    assert.match(english, /note: \\"0: also where the source has “–”/);
    for (const [lang, said] of [["en", "table: Median"], ["fr", "source\u00a0: Median"]]) {
      const start = path(join("v", "notebooks", lang!, `start.${lang}.ipynb`));
      assert.ok((await Deno.readTextFile(start)).includes(said!));
    }
  }, MIXED));

Deno.test("an update says which notebook was edited by hand and is not renewed", () =>
  withLetter(async (run, path) => {
    await run("v", "--from", "letter.html", "--mark=–=zero", "--proposed");
    const start = join("notebooks", "en", "start.en.ipynb");
    const isSaid = async () => (await run("v", "--update")).stdout.includes(`by hand: ${start};`);
    assert.equal(await isSaid(), false);
    const at = path(join("v", start));
    await Deno.writeTextFile(at, (await Deno.readTextFile(at)).replace("Reopened", "Opened"));
    assert.equal(await isSaid(), true);
  }, MIXED));

Deno.test("new says what of a folder holds the lines around a table", () =>
  withLetter(async (run) => {
    const { stdout } = await run("v", "--from", "letter.html", "--mark=–=zero", "--proposed");
    assert.match(stdout, /source\/ and review\.html hold all lines/);
  }, MIXED));
