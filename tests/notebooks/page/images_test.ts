import assert from "node:assert/strict";
import { innerHtml } from "../../../src/notebooks/page/dom.ts";
import { readMarkdown } from "../../../src/notebooks/page/markdown.ts";
import { bundle, cellContext, renderCells, sanitized } from "./cells.ts";

const drawing = (words: string) =>
  "data:image/svg+xml;base64," +
  btoa(
    `<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg"><pattern id="h"/><rect fill="url(#h)"/><text>${words}</text></svg>`,
  );

const pageOf = (markup: string) => sanitized(markup).html;

Deno.test("sanitizeMarkup() puts both drawings of a figure's picture into the page, each with ids of its own", () => {
  assert.equal(
    pageOf(
      `<figure class="figure"><picture><source media="(max-width: 560px)" srcset="${
        drawing("n")
      }"><img alt="Bars" width="720" height="90" src="${drawing("w")}"></picture></figure>`,
    ),
    '<figure class="figure">' +
      '<svg aria-label="Bars" class="r-themed wide" role="img"><pattern id="h"/><rect fill="url(#h)"/><text>w</text></svg>' +
      '<div class="narrow" hidden><svg aria-label="Bars" class="r-themed" role="img"><pattern id="h-2"/><rect fill="url(#h-2)"/><text>n</text></svg></div>' +
      "</figure>",
  );
});

Deno.test("sanitizeMarkup() shows the wide drawing alone where the narrow one is none or not its own", () => {
  for (const source of ['media="print"', 'media="(max-width: 560px)" x']) {
    const markup =
      `<figure><picture><source ${source} srcset="https://e.example/a.svg"><img alt="Bars" src="${
        drawing("w")
      }"></picture></figure>`;
    assert.match(
      pageOf(markup),
      /^<figure><svg [^>]*class="r-themed"[^>]*>[^]*<\/svg><\/figure>$/,
    );
  }
});

Deno.test("sanitizeMarkup() takes a picture's drawing in place of its pixels, and the pixels where it is none", () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";
  const picture = (drawn: string) =>
    `<figure><picture><source media="(max-width: 560px)" srcset="${drawing("n")}">` +
    `<source type="image/svg+xml" srcset="${drawn}"><img alt="Bars" src="${png}"></picture></figure>`;
  const drawn = pageOf(picture(drawing("w")));
  assert.match(drawn, /<text>w<\/text>[^]*<text>n<\/text>/);
  assert.doesNotMatch(drawn, /png/);
  assert.match(pageOf(picture("https://e.example/a.svg")), /<img alt="Bars" src="data:image\/png/);
});

Deno.test("sanitizeMarkup() leaves a drawing outside of a figure an image", () => {
  assert.equal(
    pageOf(`<p><img alt="Bars" src="${drawing("w")}"></p>`),
    `<p><img alt="Bars" src="${drawing("w")}"></p>`,
  );
});

Deno.test("sanitizeMarkup() leaves out an image of a drawing with more shapes than a browser draws", () => {
  const doubled = Array.from(
    { length: 30 },
    (_, level) => `<g id="a${level + 1}"><use href="#a${level}"/><use href="#a${level}"/></g>`,
  ).join("");
  const source = btoa(
    `<svg xmlns="http://www.w3.org/2000/svg"><rect id="a0"/>${doubled}<use href="#a30"/></svg>`,
  );
  assert.equal(
    pageOf(`<p><img alt="Bars" src="data:image/svg+xml;base64,${source}"></p>`),
    '<p><span class="r-missing">Bars (image not included)</span></p>',
  );
});

Deno.test("readMarkdown() draws an <svg>, without what in it could act", () => {
  const drawing = '<svg width="9" height="9"><rect onclick="a()" width="9" height="9"/></svg>';
  assert.equal(
    String(innerHtml(readMarkdown(drawing, "1", cellContext()))),
    '<p><span class="r-card"><svg aria-label="Figure without description" width="9" height="9" role="img">' +
      '<rect width="9" height="9"/></svg></span></p>\n',
  );
});

Deno.test("renderPage() shows an image in the size that its output's metadata give, by type or for all types", async () => {
  const sized = (metadata: unknown) => bundle({ "image/png": "AAAA" }, metadata as object);
  const { html } = await renderCells([
    sized({ width: 64 }),
    sized({ width: 64, "image/png": { width: 9, height: 8 } }),
  ]);
  assert.deepEqual(html.match(/(?<=alt="[^"]*")[^>]*(?=>)/g), [
    ' width="64"',
    ' width="9" height="8"',
  ]);
});
