import assert from "node:assert/strict";
import {
  type DrawingTheme,
  readDrawing,
  writeInline,
  writePicture,
} from "../../../src/notebooks/page/svg.ts";
import { Ids } from "../../../src/notebooks/page/context.ts";
import { bundle, renderCells } from "./cells.ts";

function inline(markup: string, ids = new Ids()): string {
  const drawing = readDrawing(markup)!;
  assert.equal(drawing.fault, undefined);
  assert.equal(drawing.needsPicture, false);
  return writeInline(drawing, { claim: (id) => ids.claim(id), name: "A drawing" }).markup;
}

Deno.test("writeInline() names a drawing by its title and describes it by its description", () => {
  assert.equal(
    inline('<svg viewBox="0 0 1 1"><title>Name</title><desc>Words</desc><rect/></svg>'),
    '<svg aria-labelledby="drawing-title" aria-describedby="drawing-text" width="1" height="1" viewBox="0 0 1 1" role="img">' +
      '<title id="drawing-title">Name</title><desc id="drawing-text">Words</desc><rect/></svg>',
  );
});

Deno.test("writeInline() gives a drawing without title the name it is handed", () => {
  assert.equal(
    inline("<svg><rect/></svg>"),
    '<svg aria-label="A drawing" role="img"><rect/></svg>',
  );
});

Deno.test("writeInline() takes a dollar in a name as a dollar", () => {
  assert.match(
    inline('<svg aria-label="$&amp; $1"><rect/></svg>'),
    /^<svg aria-label="\$&amp; \$1" role="img">/,
  );
});

Deno.test("writeInline() gives two drawings of one page different ids, and each its own references", () => {
  const ids = new Ids();
  const hatched =
    '<svg><pattern id="h"/><clipPath id="c"/><rect fill="url(#h)" clip-path="url(#c)"/><use href="#h"/></svg>';
  inline(hatched, ids);
  assert.equal(
    inline(hatched, ids),
    '<svg aria-label="A drawing" role="img"><pattern id="h-2"/><clipPath id="c-2"/>' +
      '<rect fill="url(#h-2)" clip-path="url(#c-2)"/><use href="#h-2"/></svg>',
  );
});

Deno.test("writeInline() leaves an id to the first element that has it, in whatever case", () => {
  assert.equal(
    inline('<svg><g ID="a"><rect/></g><path id="a"/><use href="#a"/></svg>'),
    '<svg aria-label="A drawing" role="img"><g id="a"><rect/></g><path/><use href="#a"/></svg>',
  );
});

const DOUBLINGS = Array.from({ length: 20 }, (_, at) => at);
/** 2^20 rectangles by references to references. */
const GROWN = '<g id="a0"><rect/></g>' +
  DOUBLINGS.map((at) => `<g id="a${at + 1}"><use href="#a${at}"/><use href="#a${at}"/></g>`).join(
    "",
  );
const PAINTED = '<pattern id="b"/><pattern id="a0"><rect/></pattern>' + DOUBLINGS.map((at) => {
  const rect = `<rect style="fill:url(#b);stroke:URL(#a${at})"/>`;
  return `<pattern id="a${at + 1}">${rect}${rect}</pattern>`;
}).join("");

for (
  const [claim, markup] of [
    ["by references to references", GROWN],
    ["with a decoy of one of its ids", `${GROWN}<g id="a10"/>`],
    [
      "with a decoy of an id in capitals",
      `${GROWN.replace('id="a10"', 'ID="a10"')}<g id="a10"/>`,
    ],
    ["by the second reference of a style", PAINTED],
  ]
) {
  Deno.test(`readDrawing() refuses a drawing of a million shapes ${claim}`, () => {
    const { fault } = readDrawing(`<svg>${markup}</svg>`)!;
    assert.match(fault!, /more shapes than a browser draws/);
  });
}

Deno.test("writeInline() takes out scripts, handlers, links and addresses", () => {
  assert.equal(
    inline(
      '<svg onload="a()"><script>a()</script><a xlink:href="javascript:a()"><rect onclick="a()" fill="url(http://x/)"/></a>' +
        '<image href="http://x/a.png"/><use href="http://x/#a"/><rect fill="u\\72l(x)"/></svg>',
    ),
    '<svg aria-label="A drawing" role="img"><rect/><image/><use/><rect/></svg>',
  );
});

Deno.test("writeInline() turns a style into attributes, since the page allows no style", () => {
  assert.equal(
    inline(
      '<svg><rect fill="blue" style="fill: red; position: fixed; stroke: url(http://x/)"/></svg>',
    ),
    '<svg aria-label="A drawing" role="img"><rect fill="red"/></svg>',
  );
});

Deno.test("readDrawing() keeps a drawing with a style sheet whole, as a picture", () => {
  const styled =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>T</title><style>rect{fill:red}</style><rect/></svg>';
  const drawing = readDrawing(`<?xml version="1.0"?>${styled}`)!;
  assert.equal(drawing.needsPicture, true);
  assert.deepEqual(writePicture(drawing), { source: styled, name: "T" });
});

Deno.test("readDrawing() knows Plot's own style sheet, whose rules the page has", () => {
  const plot =
    '<svg class="plot-d6a7b5" fill="currentColor"><style>:where(.plot-d6a7b5) {\n  display: block;\n}\n' +
    ":where(.plot-d6a7b5 text),\n:where(.plot-d6a7b5 tspan) {\n  white-space: pre;\n}</style><text>a</text></svg>";
  assert.equal(
    inline(plot),
    '<svg aria-label="A drawing" class="plot" fill="currentColor" role="img"><text>a</text></svg>',
  );
});

Deno.test("writeInline() says which drawings take the page's colours", () => {
  const themed = (markup: string) =>
    writeInline(readDrawing(markup)!, { claim: String, name: "" }).isThemed;
  assert.equal(themed('<svg><rect fill="currentColor"/></svg>'), true);
  assert.equal(themed('<svg><rect fill="var(--figure-ink, #111)"/></svg>'), true);
  assert.equal(themed('<svg><rect fill="#111"/></svg>'), false);
});

Deno.test("readDrawing() finds no drawing where there is none", () => {
  assert.equal(readDrawing("<p>none</p>"), undefined);
});

Deno.test("readDrawing() reads the same markup once, and it can be written twice", () => {
  const known = new Map();
  const drawing = readDrawing('<svg><rect id="a"/></svg>', known)!;
  assert.equal(readDrawing('<svg><rect id="a"/></svg>', known), drawing);
  const ids = new Ids();
  const [one, two] = [1, 2].map(() =>
    writeInline(drawing, { claim: (id) => ids.claim(id), name: "N" }).markup
  );
  assert.match(one!, /id="a"/);
  assert.match(two!, /id="a-2"/);
});

Deno.test("writeInline() themes drawings of the class that is handed in, and those alone", () => {
  const theme: DrawingTheme = { className: "plain", dark: { "#00568f": "#6db3e8" } };
  const shown = (markup: string) => {
    const { markup: svg, isThemed } = writeInline(readDrawing(markup)!, {
      claim: String,
      name: "N",
      className: "wide",
      theme,
    });
    return [isThemed, / class="([^"]*)"/.exec(svg)?.[1]];
  };
  const of = (name: string, fill: string) => `<svg class="${name}"><rect fill="${fill}"/></svg>`;
  assert.deepEqual(shown(of("plain", "#00568f")), [true, "r-themed wide"]);
  assert.deepEqual(shown(of("plain", "#123456")), [true, "r-themed r-own-paper wide"]);
  assert.deepEqual(shown(of("plainer", "#00568f")), [false, "wide"]);
  assert.deepEqual(shown('<svg class="plain" width="360"/>'), [true, "r-themed r-small wide"]);
  assert.deepEqual(shown('<svg class="plain" width="704"/>'), [true, "r-themed wide"]);
});

Deno.test("renderPage() lets a drawing with words that is wider than the page scroll, and no other", async () => {
  const wide = (width: number, content: string) =>
    bundle({ "image/svg+xml": `<svg width="${width}" height="9">${content}</svg>` });
  const { html } = await renderCells([
    wide(2000, "<text>a</text>"),
    wide(2000, "<path/>"),
    wide(900, "<text>b</text>"),
  ]);
  assert.deepEqual(html.match(/<span class="r-card[^>]*>/g), [
    '<span class="r-card r-wide" tabindex="0" role="group" aria-label="Drawing">',
    '<span class="r-card">',
    '<span class="r-card">',
  ]);
});
