import assert from "node:assert/strict";
import { readSvg } from "../../../src/notebooks/page/svg.ts";
import { Ids } from "../../../src/notebooks/page/context.ts";

function inline(markup: string, ids = new Ids()): string {
  const drawing = readSvg(markup, { claim: (id) => ids.claim(id), name: "A drawing" });
  assert.equal(drawing?.kind, "inline");
  return drawing.kind === "inline" ? drawing.markup : "";
}

Deno.test("readSvg() names a drawing by its title and describes it by its description", () => {
  assert.equal(
    inline('<svg viewBox="0 0 1 1"><title>Name</title><desc>Words</desc><rect/></svg>'),
    '<svg aria-labelledby="drawing-title" aria-describedby="drawing-text" width="1" height="1" viewBox="0 0 1 1" role="img">' +
      '<title id="drawing-title">Name</title><desc id="drawing-text">Words</desc><rect/></svg>',
  );
});

Deno.test("readSvg() gives a drawing without title the name it is handed", () => {
  assert.equal(
    inline("<svg><rect/></svg>"),
    '<svg aria-label="A drawing" role="img"><rect/></svg>',
  );
});

Deno.test("readSvg() takes a dollar in a name as a dollar", () => {
  assert.match(
    inline('<svg aria-label="$&amp; $1"><rect/></svg>'),
    /^<svg aria-label="\$&amp; \$1" role="img">/,
  );
});

Deno.test("readSvg() gives two drawings of one page different ids, and each its own references", () => {
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

Deno.test("readSvg() leaves an id to the first element that has it, in whatever case", () => {
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
  Deno.test(`readSvg() refuses a drawing of a million shapes ${claim}`, () => {
    const drawing = readSvg(`<svg>${markup}</svg>`, { claim: String, name: "" });
    assert.equal(drawing?.kind, "refused");
  });
}

Deno.test("readSvg() takes out scripts, handlers, links and addresses", () => {
  assert.equal(
    inline(
      '<svg onload="a()"><script>a()</script><a xlink:href="javascript:a()"><rect onclick="a()" fill="url(http://x/)"/></a>' +
        '<image href="http://x/a.png"/><use href="http://x/#a"/><rect fill="u\\72l(x)"/></svg>',
    ),
    '<svg aria-label="A drawing" role="img"><rect/><image/><use/><rect/></svg>',
  );
});

Deno.test("readSvg() turns a style into attributes, since the page allows no style", () => {
  assert.equal(
    inline(
      '<svg><rect fill="blue" style="fill: red; position: fixed; stroke: url(http://x/)"/></svg>',
    ),
    '<svg aria-label="A drawing" role="img"><rect fill="red"/></svg>',
  );
});

Deno.test("readSvg() keeps a drawing with a style sheet whole, as a picture", () => {
  const styled =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>T</title><style>rect{fill:red}</style><rect/></svg>';
  assert.deepEqual(readSvg(`<?xml version="1.0"?>${styled}`, { claim: String, name: "" }), {
    kind: "picture",
    source: styled,
    name: "T",
  });
});

Deno.test("readSvg() knows Plot's own style sheet, whose rules the page has", () => {
  const plot =
    '<svg class="plot-d6a7b5" fill="currentColor"><style>:where(.plot-d6a7b5) {\n  display: block;\n}\n' +
    ":where(.plot-d6a7b5 text),\n:where(.plot-d6a7b5 tspan) {\n  white-space: pre;\n}</style><text>a</text></svg>";
  assert.equal(
    inline(plot),
    '<svg aria-label="A drawing" class="plot" fill="currentColor" role="img"><text>a</text></svg>',
  );
});

Deno.test("readSvg() says which drawings take the page's colours", () => {
  const themed = (markup: string) => {
    const drawing = readSvg(markup, { claim: String, name: "" });
    return drawing?.kind === "inline" && drawing.themed;
  };
  assert.equal(themed('<svg><rect fill="currentColor"/></svg>'), true);
  assert.equal(themed('<svg><rect fill="var(--figure-ink, #111)"/></svg>'), true);
  assert.equal(themed('<svg><rect fill="#111"/></svg>'), false);
});

Deno.test("readSvg() finds no drawing where there is none", () => {
  assert.equal(readSvg("<p>none</p>", { claim: String, name: "" }), undefined);
});
