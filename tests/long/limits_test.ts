import assert from "node:assert/strict";
import { parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { describeFinding } from "../../src/notebooks/page/context.ts";
import {
  bundle,
  code,
  markdown,
  notebookOf,
  renderCells,
  stream,
} from "../notebooks/page/cells.ts";

const nested = (depth: number) => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};
const doubled = Array.from(
  { length: 30 },
  (_, level) => `<g id="a${level + 1}"><use href="#a${level}"/><use href="#a${level}"/></g>`,
).join("");

/** Cells that once took minutes, grew a hundredfold or ended the export, with what is said of each. */
const CELLS: readonly (readonly [string, object, RegExp?])[] = [
  ["dollars alone", markdown("$$".repeat(25_000))],
  ["lines of dollars", markdown("$$\n".repeat(16_000))],
  ["openers without an end", markdown("\\begin{a} \\\\[ \\\\( ".repeat(3_000))],
  ["formulas of one letter", markdown("$x$ ".repeat(12_500)), /text of a cell/],
  ["more formulas than anybody reads", markdown("$x$ ".repeat(15_500)), /removed formulas/],
  [
    "LaTeX of more formulas than anybody reads",
    bundle({ "text/latex": "$x$ ".repeat(150_000) }),
    /longer than 200000 characters/,
  ],
  [
    "a command of long commands",
    markdown(`$\\newcommand{\\a}{${"x".repeat(600)}}$ ${"$\\a\\a\\a$ ".repeat(500)}`),
    /more than 500 words/,
  ],
  ["equal headings", markdown("# Title\n\n".repeat(5_000)), /text of a cell/],
  [
    "footnotes",
    markdown(Array.from({ length: 1_000 }, (_, n) => `a[^${n}]\n\n[^${n}]: note\n\n`).join("")),
  ],
  ["footnotes in the line", markdown("^[a]".repeat(11_000)), /removed footnotes/],
  [
    "a footnote of many references",
    markdown(`[^1]: x\n\n${"[^1]".repeat(9_000)}`),
    /text of a cell/,
  ],
  [
    "a table of spans",
    bundle({
      "text/html": `<figure><table>${'<tr><td colspan="999" rowspan="999">x</td>'.repeat(500)}`,
    }),
    /removed spans of a table/,
  ],
  [
    "a figure in a figure",
    bundle({ "text/html": `${"<figure>".repeat(190)}<table>${"<tr><td>abcdefgh".repeat(2_000)}` }),
  ],
  [
    "more tags than anybody's table",
    bundle({ "text/html": "<p>".repeat(510_000) }),
    /removed markup of more than 500000 tags/,
  ],
  ["JSON nested 3,000 deep", bundle({ "application/json": nested(3_000) })],
  ["JSON nested 8,000 deep", bundle({ "application/json": nested(8_000) })],
  [
    "an attachment shown again and again",
    markdown("![a](attachment:a.png) ".repeat(300), {
      "a.png": { "image/png": "AAAA".repeat(90_000) },
    }),
    /too large to be repeated/,
  ],
  [
    "a drawing of a drawing of a drawing",
    bundle({
      "image/svg+xml": `<svg><g id="a0"><rect/></g>${doubled}<use href="#a30"/></svg>`,
      "text/plain": "a drawing",
    }),
    /more shapes than a browser draws/,
  ],
  [
    "a row of cells that Markdown fills up",
    markdown(`${"|a".repeat(2_000)}|\n${"|-".repeat(2_000)}|\n${"|b|\n".repeat(100)}`),
    /text of a cell/,
  ],
  [
    "a long address used often",
    markdown(`[a]: http://e.example/${"x".repeat(3_000)}\n\n${"[a] ".repeat(9_000)}`),
  ],
  [
    "elements nested 100,000 deep",
    bundle({ "text/html": `a${"<b>".repeat(100_000)}` }),
    /1,000 deep/,
  ],
  ["a text of 3 MB in one line", stream("a".repeat(3_000_000))],
  ["a text that overwrites itself", stream("a".repeat(90_000) + "\b".repeat(90_000))],
  ["code of numbers alone", code([], "1,".repeat(25_000))],
];

for (const [claim, cell, said] of CELLS) {
  Deno.test(`renderPage() keeps ${claim} in proportion to the notebook`, async () => {
    const { length } = notebookOf([cell]);
    const { html, findings } = await renderCells([cell]);
    // A page of nothing has about 15 kB.
    assert.ok(html.length < 10 * length + 80_000, `${html.length} of ${length}`);
    const words = findings.map(describeFinding).join("\n").slice(0, 2_000);
    if (said) assert.match(words, said);
    else assert.equal(words, "");
  });
}

Deno.test("renderPage() says how much of a long text it does not show", async () => {
  const { html } = await renderCells([stream("a".repeat(500_001))]);
  assert.match(html, /<p class="r-mark">1 more character is not shown\.<\/p>/);
});

Deno.test("parseNotebook() says where it cut JSON that is nested too deep to be written again", () => {
  const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;
  const json = notebookOf([], { deep: "?" });
  const notebook = parseNotebook(json.replace('"?"', deep), "a.ipynb");
  assert.match(JSON.stringify(notebook), /^\{[^[]*\[{900,1000}"nested more than 1000 deep"/);
});
