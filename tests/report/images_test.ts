import assert from "node:assert/strict";
import { createContext } from "../../src/report/context.ts";
import { innerHtml } from "../../src/report/dom.ts";
import { inlineFigures, mendImages } from "../../src/report/images.ts";
import { Macros } from "../../src/report/math.ts";
import { sanitizeMarkup } from "../../src/report/sanitize.ts";

const drawing = (words: string) =>
  "data:image/svg+xml;base64," +
  btoa(
    `<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg"><pattern id="h"/><rect fill="url(#h)"/><text>${words}</text></svg>`,
  );

function pageOf(markup: string): string {
  const context = {
    ...createContext("en"),
    place: { notebook: "a.ipynb", cell: 1 },
    macros: new Macros(),
  };
  const { root } = sanitizeMarkup(markup);
  inlineFigures(root, context);
  mendImages(root, context);
  return String(innerHtml(root));
}

Deno.test("inlineFigures() puts both drawings of a figure's picture into the page, each with ids of its own", () => {
  assert.equal(
    pageOf(
      `<figure class="figure"><picture><source media="(max-width: 560px)" srcset="${
        drawing("n")
      }"><img alt="Bars" width="720" height="90" src="${drawing("w")}"></picture></figure>`,
    ),
    '<figure class="figure">' +
      '<svg aria-label="Bars" class="figure-svg wide" role="img"><pattern id="h"/><rect fill="url(#h)"/><text>w</text></svg>' +
      '<svg aria-label="Bars" class="figure-svg narrow" role="img"><pattern id="h-2"/><rect fill="url(#h-2)"/><text>n</text></svg>' +
      "</figure>",
  );
});

Deno.test("inlineFigures() shows the wide drawing alone where the narrow one is none or not its own", () => {
  for (const source of ['media="print"', 'media="(max-width: 560px)" x']) {
    const markup =
      `<figure><picture><source ${source} srcset="https://e.example/a.svg"><img alt="Bars" src="${
        drawing("w")
      }"></picture></figure>`;
    assert.match(
      pageOf(markup),
      /^<figure><svg [^>]*class="figure-svg"[^>]*>[^]*<\/svg><\/figure>$/,
    );
  }
});

Deno.test("mendImages() leaves a drawing outside of a figure an image", () => {
  assert.equal(
    pageOf(`<p><img alt="Bars" src="${drawing("w")}"></p>`),
    `<p><img alt="Bars" src="${drawing("w")}"></p>`,
  );
});

Deno.test("mendImages() leaves out an image of a drawing with more shapes than a browser draws", () => {
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
