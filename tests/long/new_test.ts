/** `deno task new` as its users run it: from tables to a folder, an audit and a page in two languages. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { loadRelease, pl, protect, type Release } from "../../src/counts/mod.ts";
import { newRelease, USAGE } from "../../src/intake/cli.ts";
import { releaseOf } from "../counts/release/letters.ts";
import { HERE, Project } from "../project/project.ts";
import { runHere } from "../text/run_here.ts";
import { LANGUAGES } from "../../src/text/language.ts";

const letters = join(HERE, "tests/counts/release/fixtures/letters");

/** Two letters of other shapes than this project's. */
const LETTERS = [
  { name: "granted", what: "two row dimensions with totals, and <5", cells: 36, suppressed: 3 },
  { name: "permits", what: "200 rows and one column", cells: 200, suppressed: 23 },
];

for (const { name, what, cells, suppressed } of LETTERS) {
  Deno.test(`new, audit and report take a letter of another shape: ${what}`, async () => {
    await using project = await Project.make({});
    const made = await project.run("new", [`data/${name}`, "--from", join(letters, `${name}.csv`)]);
    assert.deepEqual([made.code, made.stderr], [0, ""]);
    assert.match(made.stdout, /\ndata\/\w+: 1 table\. What was inferred:\n {2}\d+\. /);

    const audit = await project.run("audit", [`data/${name}`]);
    assert.equal(audit.code, 0, audit.stderr);
    assert.match(audit.stdout, new RegExp(`${cells} cells: .* ${suppressed} suppressed`));

    const notebooks = LANGUAGES.map((lang) => `data/${name}/notebooks/${lang}/start.${lang}.ipynb`);
    const report = await project.run("report", [...notebooks, "--out", "pages"]);
    assert.equal(report.code, 0, report.stderr);
    assert.doesNotMatch(report.stderr, /^note:/m);
    for (const lang of LANGUAGES) {
      const page = await Deno.readTextFile(project.path(`pages/start.${lang}.html`));
      assert.match(page, new RegExp(`<html lang="${lang}">`));
      assert.ok(page.includes(`id="figure-${name}"`));
      assert.match(page, lang === "en" ? /What was inferred/ : /Ce qui a été déduit/);
    }
  });
}

Deno.test("a letter of several tables comes to all its pages by the commands that new prints", async () => {
  await using project = await Project.make({});
  await project.write(
    "letter.csv",
    "Table 1. Received,,\nWard,2022,2023\nAsh,12,x\nElm,13,9\n,,\n" +
      "Table 2. Closed by sex,,\nReason,Men,Women\nLate,12,14\nLost,x,8\n",
  );
  const commandIn = (said: string, start: string) => {
    const line = said.split("\n").find((one) => one.includes(`deno task ${start}`))!;
    return line.trim().replace(/^.*deno task /, "").split(" ");
  };
  const run = ([task, ...args]: readonly string[]) => project.run(task as "new" | "report", args);
  const apart = await project.run("new", ["data/v", "--from", "letter.csv"]);
  assert.equal(apart.code, 1);
  const made = await run([...commandIn(apart.stderr, "new"), "--proposed"]);
  assert.deepEqual([made.code, made.stderr], [0, ""]);
  const report = await run(commandIn(made.stdout, "report"));
  assert.equal(report.code, 0, report.stderr);
  const index = await Deno.readTextFile(project.path("dist/v/index.html"));
  for (const [number, title] of [["1", "Received"], ["2", "Closed by sex"]]) {
    for (const lang of LANGUAGES) {
      const page = `v-${number}.start.${lang}.html`;
      assert.match(index, new RegExp(`<a href="${page}"[^>]*>${title}<`));
      const text = await Deno.readTextFile(project.path(`dist/v/${page}`));
      const [other] = LANGUAGES.filter((one) => one !== lang);
      assert.ok(text.includes(`href="v-${number}.start.${other}.html"`));
    }
  }
});

Deno.test("a mark with a limit and totals bound what they hide, and nothing shown depends on it", async () => {
  const text = await Deno.readTextFile(join(letters, "granted.csv"));
  const release = await releaseOf({ "granted.csv": text });
  // What North · A · 2022 hides is 3 by its row; in a letter with one more in every total above it, it is 4.
  const more = new Set(["North A Total", "North Total 2022", "North Total Total", "Total A 2022"]);
  for (const rest of ["Total A Total", "Total Total 2022", "Total Total Total"]) more.add(rest);
  const other: Release = {
    ...release,
    tables: release.tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell) =>
        more.has(Object.values(cell.keys).join(" ")) ? { ...cell, value: cell.value! + 1 } : cell
      ),
    })),
  };
  const shown = await Promise.all([release, other].map(async (release) => {
    const { cells, withheld } = await protect(release, { locale: "en" });
    const hidden = cells.filter(pl.col("status").eq(pl.lit("suppressed"))).toRecords();
    assert.deepEqual(hidden.map(({ range }) => range), ["withheld", "withheld", "withheld"]);
    return JSON.stringify([hidden, withheld.toRecords()]);
  }));
  assert.deepEqual(shown[0], shown[1]);
});

Deno.test("the project's own report goes on when another release is there, and audit asks which", async () => {
  await using project = await Project.make({
    "en/a": [
      `import { loadRelease } from "@crosses/counts";\n(await loadRelease("28731")).name.length > 0`,
    ],
  });
  await project.run("new", ["data/permits", "--from", join(letters, "permits.csv")]);
  const { code, stderr } = await project.run("audit");
  assert.equal(code, 2);
  assert.match(stderr, /Name the release folder\n {2}hint: there is data\/28731, data\/permits/);
  await project.report();
  assert.match(await Deno.readTextFile(project.path("dist/data/datapackage.json")), /28731/);
});

Deno.test("the starter's list gets shorter as its release is reviewed, in the language of the page", async () => {
  await using project = await Project.make({});
  await project.write("one table.csv", "Kind;2023;2024\r\nHomes;1 204;<5\r\nShops;7;x\r\n");
  const made = await project.run("new", ["data/my letter", "--from", "one table.csv"]);
  assert.match(
    made.stdout,
    /\nThen: npx --yes deno task audit "data\/my letter"\nThen: npx --yes deno task report "data\/my letter\/notebooks\/en\/start.en.ipynb" /,
  );
  const notebook = "data/my letter/notebooks/fr/start.fr.ipynb";
  const page = async () => {
    const { code, stderr } = await project.run("report", [notebook, "--out", "pages"]);
    assert.equal(code, 0, stderr);
    return await Deno.readTextFile(project.path("pages/start.fr.html"));
  };
  assert.match(await page(), /Ce qui a été pris pour vrai[^]*d’au plus 4/);
  await project.edit("data/my letter/datapackage.json", (text) => {
    const { review: _, ...reviewed } = JSON.parse(text);
    return JSON.stringify(reviewed, null, 2);
  });
  assert.doesNotMatch(await page(), /d’au plus 4/);
});

/** A folder with nothing of this project above it; disposing removes it. */
async function elsewhere() {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "new-test-" }));
  const run = (...args: string[]) =>
    runHere((args) => newRelease(args, undefined), USAGE, args, folder);
  return {
    run,
    path: (name: string) => join(folder, name),
    write: (name: string, text: string) => Deno.writeTextFile(join(folder, name), text),
    edit: async (name: string, change: (text: string) => string) => {
      const before = await Deno.readTextFile(join(folder, name));
      assert.notEqual(change(before), before);
      await Deno.writeTextFile(join(folder, name), change(before));
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("a hand edit is answered with the command that renews checksums, and a new answer keeps it", async () => {
  await using place = await elsewhere();
  await place.write("a.csv", "Kind,2023,2024\nHomes,-,4\nShops,12,x\n");
  const made = await place.run("next", "--from", "a.csv", "--mark=-=zero");
  assert.match(made.stdout, /The same answers again: --mark="-=zero"\n/);
  await place.edit("next/a.csv", (text) => text.replace("12", "13"));
  await assert.rejects(
    loadRelease(place.path("next")),
    /if the change is meant: npx --yes deno task new FOLDER --update renews them/,
  );
  const updated = await place.run("next", "--update", "--mark=-=suppressed");
  assert.deepEqual([updated.status, updated.stderr], [0, ""]);
  const { tables } = await loadRelease(place.path("next"));
  assert.deepEqual(tables[0]!.cells.map(({ value, mark }) => value ?? mark), ["-", 4, 13, "x"]);
  assert.match(
    await Deno.readTextFile(place.path("next/review.html")),
    /--mark=&quot;-=zero&quot;/,
  );
  const starter = () => Deno.readTextFile(place.path("next/notebooks/en/start.en.ipynb"));
  assert.match(await starter(), /Published by \*\*\[who: to be filled in\]/);
  await place.edit(
    "next/datapackage.json",
    (text) => text.replace("publisher to be reviewed", "Town"),
  );
  assert.equal((await place.run("next", "--update")).status, 0);
  assert.match(await starter(), /Published by Town\./);
  await place.edit("next/notebooks/en/start.en.ipynb", (text) => text.replace("Draft", "Mine"));
  assert.equal((await place.run("next", "--update", "--mark=-=zero")).status, 0);
  assert.match(await starter(), /Mine: nobody/);
  await place.edit("next/a.csv", (text) => text.replace("Homes", "Houses"));
  const renamed = await place.run("next", "--update");
  assert.equal(renamed.status, 1);
  assert.match(renamed.stdout, /Written, but the folder cannot be read as it stands/);
  assert.match(renamed.stderr, /Houses/);
  assert.doesNotMatch(renamed.stdout, /renewed/);
});

Deno.test("an earlier answer that a later one leaves without a question is no error", async () => {
  await using place = await elsewhere();
  await place.write("a.csv", "Kind,2022,2023,2024\nHomes,-,5,4\nShops,12,12,x\n");
  await place.run("next", "--from", "a.csv", "--mark=-=zero");
  const { status, stderr } = await place.run("next", "--update", "--column", "2022=ignore");
  assert.deepEqual([status, stderr], [0, ""]);
  const unused = await place.run("next", "--update", "--mark=q=zero");
  assert.match(unused.stderr, /--mark "q=…" answers nothing: no table has it/);
});

Deno.test("new maps @crosses/counts beside the starters, unless the deno.json above does", async () => {
  const maps = async (above: Readonly<Record<string, string>>) => {
    await using place = await elsewhere();
    await place.write("a.csv", "Kind,2023,2024\nHomes,5,4\nShops,12,x\n");
    for (const [name, text] of Object.entries(above)) await place.write(name, text);
    const { stderr } = await place.run("next", "--from", "a.csv");
    assert.equal(stderr, "");
    const written = await Deno.readTextFile(place.path("next/deno.json")).catch(() => undefined);
    return written && Object.keys(JSON.parse(written).imports);
  };
  assert.ok((await maps({}))?.includes("@crosses/counts"));
  assert.ok(await maps({ "deno.json": '{ "imports": { "zod": "npm:zod" } }' }));
  assert.ok(await maps({ "deno.jsonc": '{ "imports": {} /* mine */ }' }));
  assert.equal(
    await maps({ "deno.json": '{ "imports": { "@crosses/counts": "npm:@crosses/counts" } }' }),
    undefined,
  );
});

Deno.test("an update of a folder that new did not make renews its checksums", async () => {
  await using place = await elsewhere();
  await Deno.mkdir(place.path("28731"));
  for await (const { name } of Deno.readDir("data/28731")) {
    await Deno.copyFile(`data/28731/${name}`, place.path(`28731/${name}`));
  }
  await place.edit("28731/received.csv", (text) => text.replace("13,65", "14,65"));
  await assert.rejects(loadRelease(place.path("28731")));
  const { status, stdout } = await place.run("28731", "--update");
  assert.deepEqual([status, stdout], [0, "Checksums are renewed.\n"]);
  const other = await place.run("28731", "--update", "--table", "2");
  assert.equal(other.status, 2);
  assert.match(other.stderr, /it takes no --table/);
  await loadRelease(place.path("28731"));
});

Deno.test("new overwrites nothing, and leaves nothing behind when a table cannot be read", async () => {
  await using place = await elsewhere();
  const table = join(letters, "permits.csv");
  const refused = async (...args: string[]) => {
    const { status, stdout, stderr } = await place.run(...args);
    assert.equal(stdout, "");
    assert.doesNotMatch(stderr, /\n\s+at /);
    return `${status} ${stderr}`;
  };
  await Deno.mkdir(place.path("there"));
  await place.write("file", "");
  assert.match(
    await refused("there", "--from", table),
    /^2 error: Cannot make "there": it is there already/,
  );
  assert.match(await refused("next"), /^2 error: Name the tables to read/);
  assert.match(
    await refused("next", "--from", "none.csv"),
    /^2 error: Cannot read "none.csv": there is no such file/,
  );
  assert.match(
    await refused("file/next", "--from", table),
    /^2 error: Cannot make "file\/next": .*\n {2}hint: choose a place such as data\/NAME/,
  );
  await place.write("bad.csv", "who,n\nA,#REF!\nB,2\n");
  const bad = await place.run("next", "--from", "bad.csv");
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /^error: Cannot read "bad.csv": line 2, column 2 \("n"\) holds "#REF!"/);
  assert.match(bad.stdout, /2 +A +#REF!/);
  const left = Array.from(Deno.readDirSync(place.path(".")), ({ name }) => name);
  assert.deepEqual(left.sort(), ["bad.csv", "file", "there"]);
});
