import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { NotebookError } from "../../../src/text/errors.ts";
import { type MimeBundle, parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { describeFinding } from "../../../src/notebooks/page/context.ts";
import {
  type PageInput,
  type RenderedPage,
  renderPage,
} from "../../../src/notebooks/page/render_page.ts";
import { FIXTURES, renderFixtures } from "./fixtures.ts";

interface Cell {
  readonly markdown?: string;
  readonly code?: string;
  readonly outputs?: readonly unknown[];
  readonly tags?: readonly string[];
}

function notebook(cells: readonly Cell[], name = "a.ipynb") {
  const json = {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: {},
    cells: cells.map(({ markdown, code, outputs = [], tags = [] }) =>
      markdown === undefined
        ? { cell_type: "code", metadata: { tags }, source: code ?? "", execution_count: 1, outputs }
        : { cell_type: "markdown", metadata: { tags }, source: markdown }
    ),
  };
  return { name, notebook: parseNotebook(JSON.stringify(json), name) };
}

function render(cells: readonly Cell[], options: Partial<PageInput> = {}): Promise<RenderedPage> {
  return renderPage({
    lang: "en",
    chapters: [notebook(cells)],
    provenance: { rows: [] },
    generatedAt: new Date(0),
    ...options,
  });
}

function display(data: MimeBundle, metadata: MimeBundle = {}) {
  return { output_type: "display_data", data, metadata };
}

function documentOf({ html }: RenderedPage): Document {
  return parseHTML(html).document;
}

/** `h1 Title`, `h2 Part`… in the order of the page, without the footer's. */
function outline(report: RenderedPage): string[] {
  return [
    ...documentOf(report).querySelectorAll(
      "header h1, main h2, main h3, main h4, main h5, main h6",
    ),
  ]
    .map((heading) => `${heading.localName} ${heading.textContent}`);
}

function main(report: RenderedPage): string {
  return report.html.slice(report.html.indexOf("<main"), report.html.indexOf("</main>"));
}

Deno.test("renderPage() makes a notebook's own title the page's, and leaves no gap below it", async () => {
  const report = await render([{
    markdown: "# Title\n\n### Deep\n\n## Part\n\n## Next\n\n#### Deeper\n\n# Late",
  }]);
  assert.deepEqual(outline(report), [
    "h1 Title",
    "h2 Deep",
    "h2 Part",
    "h2 Next",
    "h3 Deeper",
    "h2 Late",
  ]);
});

Deno.test("renderPage() takes the given title where a notebook has none", async () => {
  const report = await render([{ markdown: "## Part" }], { title: "Given" });
  assert.deepEqual(outline(report), ["h1 Given", "h2 Part"]);
});

Deno.test("renderPage() puts the titles of several notebooks one level below the page's", async () => {
  const report = await render([], {
    title: "RenderedPage",
    chapters: [
      notebook([{ markdown: "# One\n\n## Part" }]),
      notebook([{ markdown: "# Two" }], "b.ipynb"),
    ],
  });
  assert.deepEqual(outline(report), ["h1 RenderedPage", "h2 One", "h3 Part", "h2 Two"]);
});

Deno.test("renderPage() tells equal headings of two chapters apart, and links to the right one", async () => {
  const report = await render([], {
    title: "RenderedPage",
    chapters: [
      notebook([{
        markdown: "# One\n\n## Part\n\n[own](#part) [other](b.ipynb#part) [all](b.ipynb)",
      }]),
      notebook([{ markdown: '# Two\n\n## Part <a id="p"></a>\n\n[own](#Part)' }], "folder/b.ipynb"),
    ],
  });
  const links = [...documentOf(report).querySelectorAll("main p a")].map((link) =>
    link.getAttribute("href")
  );
  assert.deepEqual(links, [
    "#part",
    "#part-2",
    "#b",
    "#page-contents",
    "#part-2",
    "#page-contents",
  ]);
  const anchors = [...documentOf(report).querySelectorAll("main a.r-anchor")].map((
    link,
  ) => [link.getAttribute("href"), link.getAttribute("aria-label")]);
  assert.deepEqual(anchors, [
    ["#a", "Link to “One”"],
    ["#part", "Link to “Part”"],
    ["#b", "Link to “Two”"],
    ["#part-2", "Link to “Part”"],
  ]);
});

Deno.test("renderPage() refuses a link to nowhere, naming notebook and cell", async () => {
  await assert.rejects(
    () => render([{ markdown: "# Title" }, { markdown: "[x](#gone)" }]),
    (error) =>
      error instanceof NotebookError && error.place.cell === 2 &&
      error.message ===
        'Cannot resolve the link to "#gone" in cell 2 of "a.ipynb": nothing has that name',
  );
});

Deno.test("renderPage() that only reports broken links keeps their words", async () => {
  const report = await render([{ markdown: "[words](#gone)" }], { brokenLinks: "report" });
  assert.match(main(report), /<p>words<\/p>/);
  assert.deepEqual(report.findings.map(describeFinding), [
    '"a.ipynb", cell 1: the link to "#gone" leads nowhere',
  ]);
});

Deno.test("renderPage() numbers captions, and a link without words says the number", async () => {
  const figure = display({
    "text/html":
      '<figure id="f"><img alt="a" src="data:image/png;base64,AAAA"><figcaption>One</figcaption></figure>',
  });
  const table = display({
    "text/html": '<table id="t"><caption>Two</caption><tr><td>1</td></tr></table>',
  });
  const report = await render([
    { markdown: "[](#f) and [](#t)" },
    { code: "f", outputs: [figure] },
    { code: "t", outputs: [table] },
  ]);
  assert.match(main(report), /<a href="#f">Figure\u00a01<\/a> and <a href="#t">Table\u00a01<\/a>/);
  assert.match(
    main(report),
    /<figcaption><a class="r-number" href="#f">Figure 1<\/a> One<\/figcaption>/,
  );
  assert.match(main(report), /<caption><a class="r-number" href="#t">Table 1<\/a> Two<\/caption>/);
});

Deno.test("renderPage() gathers a chapter's footnotes at its end and numbers them through", async () => {
  const document = documentOf(
    await render([
      { markdown: "a[^x]\n\n[^x]: First" },
      { markdown: "b[^y]\n\n[^y]: Second" },
    ]),
  );
  assert.deepEqual(
    [...document.querySelectorAll(".footnote-ref a")].map((link) => link.textContent),
    ["1", "2"],
  );
  const notes = [...document.querySelectorAll(".footnotes li")];
  assert.deepEqual(notes.map((note) => note.textContent?.slice(0, 6).trim()), ["First", "Second"]);
  assert.equal(document.querySelectorAll(".footnotes").length, 1);
});

Deno.test("renderPage() leads back from a note to its first twenty references, and no further", async () => {
  for (const [references, shown] of [[19, 19], [20, 20], [21, 20]] as const) {
    const document = documentOf(
      await render([{ markdown: `${"a[^x] ".repeat(references)}\n\n[^x]: Note` }]),
    );
    assert.equal(document.querySelectorAll(".footnotes .footnote-backref").length, shown);
    assert.equal(document.querySelectorAll(".footnote-ref").length, references);
  }
});

Deno.test("renderPage() shows the drawing itself in the place of a figure's image of it", async () => {
  const svg = "<svg><title>Bars</title><rect fill='currentColor'/></svg>";
  const report = await render([{
    code: "f",
    outputs: [display({
      "text/html": `<figure><img alt="Bars" src="data:image/svg+xml;base64,${
        btoa(svg)
      }"><figcaption>C</figcaption></figure>`,
      "image/svg+xml": svg,
      "text/plain": "Bars",
    })],
  }]);
  assert.match(
    main(report),
    /<figure id="figure-1"><svg aria-labelledby="drawing-title" role="img">/,
  );
  assert.doesNotMatch(main(report), /<img/);
});

const SHOWN: readonly (readonly [string, MimeBundle, RegExp])[] = [
  [
    "HTML before a drawing",
    { "text/html": "<b>h</b>", "image/svg+xml": "<svg><rect/></svg>" },
    /<b>h<\/b>/,
  ],
  [
    "plain text for HTML that only runs",
    { "text/html": "<script>a()</script>", "text/plain": "t" },
    />t<\/pre>/,
  ],
  [
    "a picture before plain text",
    { "image/png": "AAAA", "text/plain": "t" },
    /<img src="data:image\/png;base64,AAAA"/,
  ],
  ["Markdown before plain text", { "text/markdown": "*m*", "text/plain": "t" }, /<em>m<\/em>/],
  [
    "LaTeX before plain text",
    { "text/latex": "$x_1$", "text/plain": "t" },
    /<math [^>]*alttext="x_1"[^>]*><msub><mi>x<\/mi><mn>1<\/mn><\/msub><\/math>/,
  ],
  ["a chart's picture, not its specification", {
    "application/vnd.vegalite.v5+json": {},
    "image/png": "AAAA",
    "text/plain": "t",
  }, /<img/],
  [
    "a widget's text",
    { "application/vnd.jupyter.widget-view+json": {}, "text/plain": "t" },
    />t<\/pre>/,
  ],
  ["JSON by its content", { "application/json": { a: 1 } }, /&quot;a&quot;: 1/],
  [
    "the name of a type it does not know",
    { "application/x-molecule": "C" },
    /It is of type application\/x-molecule\./,
  ],
];

for (const [claim, bundle, wanted] of SHOWN) {
  Deno.test(`renderPage() shows ${claim}`, async () => {
    assert.match(main(await render([{ code: "x", outputs: [display(bundle)] }])), wanted);
  });
}

Deno.test("renderPage() says that a chart for a script is shown by its picture or text", async () => {
  const report = await render([{
    code: "x",
    outputs: [display({ "application/vnd.vega.v5+json": { marks: [] }, "text/plain": "a chart" })],
  }]);
  assert.match(main(report), />a chart<\/pre>/);
  assert.deepEqual(report.findings.map(describeFinding), [
    '"a.ipynb", cell 1: shows the picture or the text of a chart that only a script could draw: application/vnd.vega.v5+json',
  ]);
});

Deno.test("renderPage() says an image's alternative from its metadata, and reports one without", async () => {
  const report = await render([
    {
      code: "x",
      outputs: [display({ "image/png": "AAAA" }, { "image/png": { alt: "A bar", width: 10 } })],
    },
    { code: "x", outputs: [display({ "image/png": "AAAA" })] },
  ]);
  assert.match(main(report), /alt="A bar" width="10">/);
  assert.match(main(report), /alt="Figure without description">/);
  assert.deepEqual(report.findings.map(describeFinding), [
    '"a.ipynb", cell 2: image/png has no text alternative',
  ]);
});

Deno.test("renderPage() joins neighbouring streams of one name", async () => {
  const stream = (text: string) => ({ output_type: "stream", name: "stdout", text });
  assert.match(
    main(await render([{ code: "x", outputs: [stream("a"), stream("b\n")] }])),
    />ab<\/pre>/,
  );
});

Deno.test("renderPage() leaves out what tags ask it to", async () => {
  const stream = [{ output_type: "stream", name: "stdout", text: "said" }];
  const report = async (tags: string[]) =>
    main(await render([{ code: "secret", outputs: stream, tags }]));
  assert.match(await report([]), /secret.*said/s);
  assert.doesNotMatch(await report(["remove-cell"]), /secret|said/);
  assert.doesNotMatch(await report(["remove-input"]), /secret/);
  assert.match(await report(["remove_input"]), /said/);
  assert.doesNotMatch(await report(["remove-output"]), /said/);
  assert.match(
    await report(["hide-output"]),
    /<details class="r-fold"><summary>Output of cell 1<\/summary>/,
  );
});

Deno.test("renderPage() calls a long table that it folds by its caption", async () => {
  const rows = "<tr><td>4</td></tr>".repeat(101);
  const html = `<table><caption>Permits <small>by town</small></caption>${rows}</table>`;
  const output = { output_type: "display_data", data: { "text/html": html }, metadata: {} };
  assert.match(
    main(await render([{ code: "x", outputs: [output] }])),
    /<summary>Permits <span class="r-size">\(101 rows, /,
  );
});

Deno.test("renderPage() highlights code with classes alone", async () => {
  assert.match(
    main(await render([{ code: "const a = 1; // one" }])),
    /<code><span class="k">const<\/span> a = <span class="n">1<\/span>; <span class="c">\/\/ one<\/span><\/code>/,
  );
});

Deno.test("renderPage() speaks the page's language", async () => {
  const report = await render([{ code: "1" }], { lang: "fr" });
  assert.match(report.html, /^<!doctype html>\n<html lang="fr">/);
  assert.match(main(report), /<div id="a">\n.*Code de la cellule\u00a01/s);
});

Deno.test("renderPage() sets columns of numbers flush right, and no others", async () => {
  const page = main(
    await render([{
      markdown: "| a | b | c |\n|---|---|---|\n| 1,234 | 1 | x |\n| null | x1 | – |",
    }]),
  );
  assert.match(page, /<th class="num">a<\/th>\n<th>b<\/th>/);
  assert.match(page, /<td class="num">1,234<\/td>\n<td>1<\/td>\n<td>x<\/td>/);
});

Deno.test("renderPage() folds the files' checksums, and nothing else of where the page comes from", async () => {
  const { html } = await renderFixtures(["plain.ipynb"]);
  const { document } = parseHTML(html);
  const names = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
  assert.deepEqual(names("#provenance > dl dt"), ["Source", "Page written"]);
  assert.deepEqual(names("#provenance > details:not([open]) dt"), ["SHA-256"]);
});

Deno.test("renderPage() spells out a table's abbreviations for those who hear them", async () => {
  const table = '<table><tr><td><abbr title="suppressed">x</abbr></td></tr></table>';
  assert.match(
    main(await render([{ code: "t", outputs: [display({ "text/html": table })] }])),
    /<abbr title="suppressed"><span aria-hidden="true">x<\/span> <span class="r-hidden">suppressed<\/span><\/abbr>/,
  );
});

Deno.test("renderPage() carries downloads and names the other language", async () => {
  const report = await render([{ markdown: "# T" }], {
    downloads: [{
      fileName: "a.csv",
      mime: "text/csv",
      bytes: new TextEncoder().encode("a,b\n"),
      label: "All",
    }],
    siblings: [{ lang: "fr", fileName: "a.fr.html" }],
  });
  assert.match(report.html, /<a href="data:text\/csv;base64,YSxiCg==" download="a.csv">a.csv<\/a>/);
  // A file that may not have come along is named, and not linked.
  assert.match(
    report.html,
    /<p class="r-languages" lang="fr">La version française [^<]*a\.fr\.html<\/p>/,
  );
});

Deno.test("renderPage() gives the same bytes for the same input", async () => {
  assert.equal(
    (await renderFixtures(["plain.ipynb", "outputs.ipynb"])).html,
    (await renderFixtures(["plain.ipynb", "outputs.ipynb"])).html,
  );
});

for (const name of FIXTURES) {
  Deno.test(`renderPage() gives "${name}" one h1, unique ids and no link to nowhere`, async () => {
    const document = documentOf(await renderFixtures([name]));
    assert.equal(document.querySelectorAll("h1").length, 1);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      assert.ok(ids.includes(link.getAttribute("href")!.slice(1)), link.outerHTML);
    }
    const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(({ localName }) =>
      Number(localName[1])
    );
    levels.forEach((level, index) => assert.ok(level <= (levels[index - 1] ?? 0) + 1, `${levels}`));
  });
}

Deno.test('renderPage() keeps every word that "hostile.ipynb" prints, as text', async () => {
  const page = main(await renderFixtures(["hostile.ipynb"]));
  assert.match(
    page,
    /&lt;img src=x onerror=alert\(1\)&gt;\n&lt;\/pre&gt;&lt;script&gt;alert\(16\)&lt;\/script&gt;/,
  );
});
