/** Notebooks exported together: their pages lead to one another, and an index to all. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { exporterOf, exportNotebooks } from "../../src/notebooks/export.ts";
import { executionRow } from "../../src/notebooks/make_pages.ts";
import { renderIndex } from "../../src/notebooks/page/document.ts";
import { markdown, notebookOf } from "./page/cells.ts";
import { LANGUAGES } from "../../src/text/language.ts";

/** Notebooks in a folder of their own: text by path. */
async function withNotebooks(
  texts: Readonly<Record<string, string>>,
  use: (folder: string, paths: string[]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(texts)) {
      await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
      await Deno.writeTextFile(join(folder, path), notebookOf([markdown(text)]));
    }
    await use(folder, Object.keys(texts).map((path) => join(folder, path)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Where a page's links lead. */
const hrefsOf = async (path: string) =>
  [...(await Deno.readTextFile(path)).matchAll(/<a (?:class="[^"]*" )?href="([^"#][^"]*)"/g)]
    .map(([, href]) => href);

const TEXTS = {
  "a.ipynb": "# A\n[b](./b%20é.ipynb#The-Second) [c](sub/c.ipynb) [d](d.ipynb) [e](../b.ipynb)",
  "b é.ipynb": "# B\n## The Second\n[a](a.ipynb)",
  "sub/c.ipynb": "# C\n[a](../a.ipynb#A) [x](/a.ipynb)",
};

Deno.test("exportNotebooks() leads from page to page, where both lie beside their notebooks", () =>
  withNotebooks(TEXTS, async (folder, paths) => {
    await exportNotebooks(paths, { execute: false });
    assert.deepEqual(await hrefsOf(join(folder, "a.html")), [
      "b%20%C3%A9.html#the-second",
      "sub/c.html",
    ]);
    assert.deepEqual(await hrefsOf(join(folder, "sub/c.html")), ["../a.html#a"]);
    assert.equal(await Deno.stat(join(folder, "index.html")).catch(() => "none"), "none");
    assert.match(await Deno.readTextFile(join(folder, "b é.html")), /<h2 id="the-second">/);
  }));

Deno.test("exportNotebooks() leads from page to page in one folder, and lists them in index.html", () =>
  withNotebooks(TEXTS, async (folder, paths) => {
    const out = join(folder, "out");
    await exportNotebooks(paths, { execute: false, out });
    assert.deepEqual(await hrefsOf(join(out, "a.html")), ["b%20%C3%A9.html#the-second", "c.html"]);
    const index = await Deno.readTextFile(join(out, "index.html"));
    assert.deepEqual(
      [...index.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)/g)].map((
        [, href, title],
      ) => [href, title]),
      [["a.html", "A"], ["b%20%C3%A9.html", "B"], ["c.html", "C"]],
    );
  }));

Deno.test("exportNotebooks() leaves an index.html of somebody else's as it is, and renews its own", () =>
  withNotebooks(TEXTS, async (folder, paths) => {
    const index = join(folder, "index.html");
    await Deno.writeTextFile(index, "<p>mine</p>");
    await exportNotebooks(paths, { execute: false, out: folder });
    assert.equal(await Deno.readTextFile(index), "<p>mine</p>");
    await Deno.remove(index);
    await exportNotebooks(paths, { execute: false, out: folder });
    await exportNotebooks(paths.slice(1), { execute: false, out: folder });
    assert.equal((await hrefsOf(index)).length, 2);
    const entry = { lang: "en", href: "report.en.html", title: "A report" } as const;
    const report = renderIndex({ heading: "A report", entries: [entry] });
    await Deno.writeTextFile(index, report);
    await exportNotebooks(paths, { execute: false, out: folder });
    assert.ok(await Deno.readTextFile(index) === report, "a report's index was written over");
    const listing = notebookOf([markdown('`<main class="r-index r-pages">`')]);
    await Deno.writeTextFile(join(folder, "index.ipynb"), listing);
    await exportNotebooks([join(folder, "index.ipynb")], { execute: false, out: folder });
    await exportNotebooks(paths, { execute: false, out: folder });
    assert.match(await Deno.readTextFile(index), /<code>&lt;main class/);
  }));

Deno.test("exporterOf() makes one page again, and keeps its links to the others and theirs in index.html", () =>
  withNotebooks(TEXTS, async (folder, paths) => {
    const out = join(folder, "out");
    const make = exporterOf(paths, { execute: false, out });
    await make();
    const changed = TEXTS["a.ipynb"].replace("# A", "# Changed");
    await Deno.writeTextFile(paths[0]!, notebookOf([markdown(changed)]));
    const other = await Deno.stat(join(out, "c.html"));
    await make([paths[0]!]);
    assert.deepEqual(await hrefsOf(join(out, "a.html")), ["b%20%C3%A9.html#the-second", "c.html"]);
    assert.deepEqual(await hrefsOf(join(out, "index.html")), [
      "a.html",
      "b%20%C3%A9.html",
      "c.html",
    ]);
    assert.match(await Deno.readTextFile(join(out, "index.html")), />Changed</);
    assert.equal((await Deno.stat(join(out, "c.html"))).ino, other.ino);
  }));

Deno.test("executionRow() calls a kernel fresh only where chapters do not share it", () => {
  const fresh = { en: /fresh/, fr: /neuf/ };
  for (const lang of LANGUAGES) {
    assert.match(executionRow(lang, true).value, fresh[lang]);
    assert.doesNotMatch(executionRow(lang, true, true).value, fresh[lang]);
  }
});

Deno.test("exportNotebooks() leads from each language to the others, and its index names these", () =>
  withNotebooks({ "s.en.ipynb": "# S", "s.fr.ipynb": "# S" }, async (folder, paths) => {
    const out = join(folder, "out");
    await exportNotebooks(paths, { execute: false, out });
    const page = await Deno.readTextFile(join(out, "s.en.html"));
    assert.match(page, /<a href="s\.fr\.html" hreflang="fr">Français<\/a>/);
    const index = await Deno.readTextFile(join(out, "index.html"));
    assert.match(index, /<title>S<\/title>[^]*<h1>S<\/h1>[^]*>English<\/a>[^]*>Français<\/a>/);
  }));

Deno.test("exportNotebooks() tells pages of one name apart by their folders, and leads to the languages of each", () =>
  withNotebooks({
    "letter-1/n/en/start.en.ipynb": "# Received\n[other](../../../letter-2/n/en/start.en.ipynb)",
    "letter-1/n/fr/start.fr.ipynb": "# Reçues",
    "letter-2/n/en/start.en.ipynb": "# Refused",
    "letter-2/n/fr/start.fr.ipynb": "# Refusées",
    "letter-3/n/en/start.en.ipynb": "# Closed",
  }, async (folder, paths) => {
    const out = join(folder, "out");
    await exportNotebooks(paths, { execute: false, out });
    const hrefs = (name: string) => hrefsOf(join(out, name));
    assert.deepEqual(await hrefs("index.html"), [
      "letter-1.start.en.html",
      "letter-1.start.fr.html",
      "letter-2.start.en.html",
      "letter-2.start.fr.html",
      "letter-3.start.en.html",
    ]);
    assert.match(
      await Deno.readTextFile(join(out, "index.html")),
      />Received<[^]*>Reçues<[^]*>Refused<[^]*>Refusées<[^]*>Closed</,
    );
    assert.deepEqual(await hrefs("letter-1.start.en.html"), [
      "letter-1.start.fr.html",
      "letter-2.start.en.html",
    ]);
    assert.deepEqual(await hrefs("letter-2.start.fr.html"), ["letter-2.start.en.html"]);
    assert.deepEqual(await hrefs("letter-3.start.en.html"), []);
    const twice = [paths[0]!, paths[0]!];
    await assert.rejects(exportNotebooks(twice, { execute: false, out }), /both would be/);
    // Beside their notebooks, pages of one name are no translations of one another.
    await exportNotebooks(paths, { execute: false });
    assert.deepEqual(await hrefs("../letter-3/n/en/start.en.html"), []);
  }));
