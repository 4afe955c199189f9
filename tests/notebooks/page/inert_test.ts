import assert from "node:assert/strict";
import { createContext, type PageCell } from "../../../src/notebooks/page/context.ts";
import { createElement, createSlot, trusted } from "../../../src/notebooks/page/dom.ts";
import { assertInert } from "../../../src/notebooks/page/inert.ts";
import { layOut } from "../../../src/notebooks/page/layout.ts";

function page(body: string): string {
  return `<!doctype html>\n<html lang="en">\n<head>\n<title>t</title>\n</head>\n<body>${body}</body>\n</html>\n`;
}

for (
  const body of [
    "<p>words &amp; more</p>",
    '<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer noopener">x</a>',
    '<a href="#part">x</a><a href="mailto:a@example.org">x</a><a href="report.fr.html">x</a>',
    '<a href="data:text/csv;base64,YSxi" download="a.csv">x</a>',
    '<img src="data:image/png;base64,AAAA" alt="a &gt; b">',
    '<svg role="img"><path d="M0 0" fill="url(#p)"/><use href="#p"/></svg>',
    "<style>p{color:red}</style>",
  ]
) {
  Deno.test(`assertInert() lets pass ${body}`, () => assertInert(page(body)));
}

for (
  const body of [
    "<script>a()</script>",
    '<script type="application/ld+json">{"a":1}</script>',
    '<script type="module">a()</script>',
    '<p onclick="a()">x</p>',
    "<p onclick>x</p>",
    '<p style="color:red">x</p>',
    '<a href="javascript:a()">x</a>',
    '<a href="java&#115;cript:a()">x</a>',
    '<a href="data:text/csv,a">x</a>',
    '<a href="data:text/html,a" download="a.html">x</a>',
    '<a href="//example.org/">x</a>',
    '<img src="https://example.org/a.png" alt="">',
    '<img src="data:text/html,a" alt="">',
    '<img srcset="a.png 2x" alt="">',
    '<svg><image href="https://example.org/a.png"/></svg>',
    '<svg><path fill="url(https://example.org/#a)"/></svg>',
    "<svg><foreignObject></foreignObject></svg>",
    '<iframe srcdoc="a"></iframe>',
    '<form action="a"></form>',
    '<base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0">',
    '<link rel="stylesheet" href="a.css">',
    "<style>@import 'a'</style>",
    "<style>p{background:url(a)}</style>",
    "<p title='unusual quotes'>x</p>",
    "<!-- a comment --><p>x</p>",
    "a < b",
  ]
) {
  Deno.test(`assertInert() refuses ${body}`, () => {
    assert.throws(() => assertInert(page(body)), /^Error: Refused to write a page that holds "/);
  });
}

Deno.test("layOut() leaves out a cell that could act, says so and keeps the others", () => {
  const context = createContext("en");
  const cellOf = (markup: string, cell: number): PageCell => ({
    place: { notebook: "a.ipynb", cell },
    kind: "code",
    tags: [],
    root: createElement("div", {}, [createSlot(trusted(markup))]),
  });
  const cells = [cellOf("<p>kept</p>", 1), cellOf("<p onclick='a()'>x</p>", 2)];
  const title = createElement("h1");
  const page = layOut({ name: "a", id: "a", cells, title, anchors: new Map() }, context);
  assert.equal(
    String(page),
    '<div class="r-cell"><p>kept</p></div>\n' +
      '<div class="r-cell"><p class="r-mark">This cell cannot be shown.</p></div>\n',
  );
  assert.deepEqual(context.findings.all.map(({ kind, place }) => [kind, place.cell]), [[
    "left-out",
    2,
  ]]);
});
