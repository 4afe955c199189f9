/** What notebooks say of themselves and their cells, in the ways of several tools. */
import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import type { PageLook } from "../../../src/notebooks/page/context.ts";
import type { PageInput } from "../../../src/notebooks/page/render_page.ts";
import { bundle, type Cell, code, markdown, notebookOf, renderCells } from "./cells.ts";

async function page(cells: readonly Cell[], metadata = {}, options: Partial<PageInput> = {}) {
  const notebook = parseNotebook(notebookOf(cells, metadata), "file.ipynb");
  const { html } = await renderCells([], {
    chapters: [{ name: "file.ipynb", notebook }],
    ...options,
  });
  const { document } = parseHTML(html);
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent!.trim());
  return { document, title: texts("h1")[0], sections: texts("main h2"), main: texts("main")[0]! };
}

const printed = (source: string, output: string, metadata: Record<string, unknown> = {}): Cell => ({
  cell_type: "code",
  metadata,
  source,
  execution_count: 1,
  outputs: [{ output_type: "stream", name: "stdout", text: output }],
});
const raw = (source: string): Cell => ({ cell_type: "raw", metadata: {}, source });

const TITLES: readonly [
  says: string,
  cells: Cell[],
  metadata: object,
  title: string,
  sections: string[],
][] = [
  ["its first heading", [markdown("# T\n\n## A"), markdown("# B")], {}, "T", ["A", "B"]],
  ["a first heading of the second level, alone", [markdown("## T\n\nwords")], {}, "T", []],
  [
    "the file's name before sections of the second level",
    [markdown("## A"), markdown("## B")],
    {},
    "file",
    ["A", "B"],
  ],
  [
    "the file's name where the first heading is a section's",
    [markdown("Words."), printed("1", "1"), markdown("# Results"), markdown("# References")],
    {},
    "file",
    ["Results", "References"],
  ],
  [
    "the file's name where words stand before the only heading",
    [printed("1", ""), markdown("words\n\n### Three\n\ntext")],
    {},
    "file",
    ["Three"],
  ],
  [
    "the metadata's before sections",
    [markdown("text first"), markdown("## Two")],
    { title: "M" },
    "M",
    ["Two"],
  ],
  [
    "the front matter's of a raw cell",
    [
      raw('---\ntitle: "A title"\nformat:\n  html:\n    toc: true\n---'),
      markdown("## Introduction\n\ntext"),
    ],
    {},
    "A title",
    ["Introduction"],
  ],
  [
    "the front matter's of a text cell",
    [markdown("---\ntitle: My title\nauthors:\n  - name: Ann\n---\n\n## Intro")],
    {},
    "My title",
    ["Intro"],
  ],
];
for (const [says, cells, metadata, title, sections] of TITLES) {
  Deno.test(`a page's title is ${says}; no section loses its heading`, async () => {
    const found = await page(cells, metadata);
    assert.deepEqual([found.title, found.sections], [title, sections]);
    assert.doesNotMatch(found.main, /title:|authors|format/);
  });
}

const HIDDEN: readonly [how: string, cell: Cell, code: boolean, output: boolean][] = [
  ["nothing", printed("code", "out"), true, true],
  ["remove-input", printed("code", "out", { tags: ["remove-input"] }), false, true],
  ["remove_output", printed("code", "out", { tags: ["remove_output"] }), true, false],
  ["remove-cell", printed("code", "out", { tags: ["remove-cell"] }), false, false],
  ["hide_input", printed("code", "out", { hide_input: true }), false, true],
  ["nbsphinx", printed("code", "out", { nbsphinx: "hidden" }), false, false],
  ["#| echo", printed("#| echo: false\ncode", "out"), false, true],
  ["//| output", printed("//| label: a\n//| output: false\ncode", "out"), true, false],
  ["//| include", printed("//| include: false\ncode", "out"), false, false],
];
for (const [how, cell, code, output] of HIDDEN) {
  Deno.test(`a cell hides what ${how} says`, async () => {
    const { document, main } = await page([markdown("# T"), cell]);
    const shown = document.querySelector("pre.code")?.textContent;
    assert.equal(shown, code ? "code" : undefined);
    assert.equal(main.includes("out"), output);
  });
}

Deno.test("a picture and a table have the caption and the name that Quarto's options say", async () => {
  const picture = {
    output_type: "display_data",
    data: { "image/png": "iVBORw0KGgo=" },
    metadata: {},
  };
  const html = "<table><tr><td>1</td></tr></table>";
  const table = { output_type: "display_data", data: { "text/html": html }, metadata: {} };
  const text = { output_type: "stream", name: "stdout", text: "words" };
  const { document, main } = await page([
    markdown("# T\n\nSee [](#fig-a) and [](#tbl-b)."),
    code([picture], '#| label: fig-a\n#| fig-cap: "The <b> one"\nplot()'),
    code([table], "#| label: tbl-b\n#| tbl-cap: Numbers\ndf"),
    code([text], "#| fig-cap: none\nx"),
  ]);
  assert.match(main, /See Figure\s1 and Table\s1\./);
  const said = (selector: string) =>
    document.querySelector(selector)!.textContent!.replace(/\s/g, " ");
  assert.equal(said("figure#fig-a > figcaption"), "Figure 1 The <b> one");
  assert.equal(said("table#tbl-b > caption"), "Table 1 Numbers");
  assert.equal(document.querySelectorAll("figure").length, 1);
});

Deno.test("code is folded, in sight or left out, and contents too", async () => {
  const cells = [markdown("# T\n\n## A\n\n## B"), printed("code", "out")];
  const fold = await page(cells);
  assert.ok(fold.document.querySelector("details.r-code-fold.r-printed pre.code"));
  assert.ok(fold.document.querySelector("nav"));
  const show = await page(cells, {}, { code: "show", toc: false });
  assert.ok(show.document.querySelector("main pre.code"));
  assert.ok(!show.document.querySelector("details.r-code-fold, nav"));
  assert.match(show.main, /code\s+out/);
  const hide = await page(cells, {}, { code: "hide" });
  assert.ok(!hide.document.querySelector("pre.code"));
});

/** A value of each option that leaves out what the page has else. */
const WITHOUT: { readonly [Name in keyof PageLook]: readonly [PageLook[Name], left: string] } = {
  code: ["hide", "pre.code"],
  toc: [false, "nav"],
};

Deno.test("every option of what a page shows is obeyed", async () => {
  const cells = [markdown("# T\n\n## A\n\n## B"), printed("code", "out")];
  for (const [name, [value, left]] of Object.entries(WITHOUT)) {
    const counts = [{}, { [name]: value }].map(async (options) =>
      (await page(cells, {}, options)).document.querySelectorAll(left).length
    );
    const [most, without] = await Promise.all(counts);
    assert.ok(without === 0 && most! > 0, `${name}: ${value}`);
  }
});

Deno.test("a notebook's language and direction go with its text", async () => {
  const german = await page([markdown("# Titel\n\nWorte")], { lang: "de" });
  assert.equal(german.document.querySelector("main > div")!.getAttribute("lang"), "de");
  assert.equal(german.document.querySelector("h1")!.getAttribute("lang"), "de");
  const arabic = await page([markdown("# تحليل البيانات\n\nهذا نص عربي مع كلمة English")]);
  assert.equal(arabic.document.querySelector("main > div")!.getAttribute("dir"), "rtl");
  const english = await page([markdown("# T")], { language: "python" });
  assert.equal(english.document.querySelector("main > div")!.getAttribute("lang"), null);
});

Deno.test("a chart that only a script could draw is named, not dumped", async () => {
  const mime = "application/vnd.plotly.v1+json";
  const data = { [mime]: { data: [{ type: "bar", x: [1, 2] }] } };
  const { main } = await page([bundle(data)]);
  assert.match(main, /An output that a page cannot show\. It is of type application\/vnd\.plotly/);
  assert.doesNotMatch(main, /"bar"/);
});

Deno.test("renderPage() shows an error whose trace has null for a line, as .NET Interactive writes it", async () => {
  const error = { output_type: "error", ename: "", evalue: "no such name", traceback: [null] };
  const { html } = await renderCells([code([error])]);
  assert.match(html, /no such name/);
});

Deno.test("renderPage() shows a scikit-learn estimator as its plain text, without words about trust", async () => {
  const { html } = await renderCells([bundle({
    "text/html":
      '<style>.sk-container {display: inline-block}</style><div class="sk-top-container">' +
      '<div class="sk-text-repr-fallback"><pre>Lasso()</pre><b>Please rerun this cell.</b></div>' +
      '<div class="sk-container" hidden><label>Lasso</label></div></div>',
    "text/plain": "Lasso(alpha=1)",
  })]);
  assert.match(html, /<pre[^>]*>Lasso\(alpha=1\)<\/pre>/);
  assert.doesNotMatch(html, /rerun/);
});
