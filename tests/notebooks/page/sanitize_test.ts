import assert from "node:assert/strict";
import { sanitized as sanitize } from "./cells.ts";

Deno.test("sanitizeMarkup() keeps a table's caption, scope, classes and abbreviations", () => {
  const table = '<table class="counts"><caption>Received</caption><tr><th scope="row">a</th>' +
    '<td class="num suppressed"><abbr title="suppressed">x</abbr></td></tr></table>';
  assert.deepEqual(sanitize(table), { html: table, removed: [] });
});

Deno.test("sanitizeMarkup() keeps what a whole document shows", () => {
  const head = "<head><title>t</title><style>p{}</style></head>";
  for (
    const start of ["<!DOCTYPE html>", "<!doctype html SYSTEM 'about:legacy-compat'>", "<?xml?>"]
  ) {
    const { html, removed } = sanitize(`${start}\n<html>${head}<body><p>a</p></body></html>`);
    assert.deepEqual([html.trim(), removed], ["<p>a</p>", []]);
  }
});

Deno.test("sanitizeMarkup() leaves out what no browser shows, and says so of words", () => {
  const icon =
    '<svg style="position: absolute; width: 0; height: 0"><symbol id="a"></symbol></svg>';
  const button = `<button style="DISPLAY:none">${icon}</button>`;
  assert.deepEqual(sanitize(`<p>a</p>${button}${icon}`), { html: "<p>a</p>", removed: [] });
  for (const how of ['style="color:red;display : none"', "hidden", 'id="T_1"']) {
    const sheet = "<style>#T_1 {display: none}</style>";
    const { html, removed } = sanitize(`${sheet}<p>a</p><div ${how}><b>words</b></div>`);
    assert.deepEqual([html, removed], ["<p>a</p>", ["what is hidden"]]);
  }
  assert.equal(sanitize('<p style="display:block">a</p>').html, "<p>a</p>");
});

Deno.test("sanitizeMarkup() takes out what could act, and says so", () => {
  const { html, removed } = sanitize(
    '<p onclick="a()">kept</p><script>a()</script><iframe src="x"></iframe><form><input></form>',
  );
  assert.equal(
    html,
    '<p>kept</p><span class="r-missing">[Content of another page is not shown.]</span>',
  );
  assert.deepEqual(removed, ["<form>", "<iframe>", "<input>", "<script>", "onclick of <p>"]);
});

for (
  const address of [
    "javascript:a()",
    "JaVaScRiPt:a()",
    " java\nscript:a()",
    "java&#115;cript:a()",
    "\u0001javascript:a()",
    "vbscript:a()",
    "data:text/html,<script>a()</script>",
    "file:///etc/passwd",
    "blob:x",
  ]
) {
  Deno.test(`sanitizeMarkup() leaves no link to ${JSON.stringify(address)}`, () => {
    assert.equal(sanitize(`<a href="${address}">x</a>`).html, "<a>x</a>");
  });
}

Deno.test("sanitizeMarkup() keeps a download of text, and no download of a page", () => {
  const csv = '<a href="data:text/csv;base64,YSxi" download="a.csv">x</a>';
  assert.equal(sanitize(csv).html, csv);
  const page = '<a href="data:text/html;base64,YSxi" download="a.html">x</a>';
  assert.equal(sanitize(page).html, "<a>x</a>");
});

Deno.test("sanitizeMarkup() keeps images as data and makes links of those on the web", () => {
  const own = '<img alt="a" src="data:image/png;base64,AAAA">';
  assert.equal(sanitize(own).html, own);
  assert.equal(
    sanitize('<img alt="a" src="https://example.org/a.png" srcset="b.png 2x" data-src="c">').html,
    '<a href="https://example.org/a.png">a (image not loaded, at example.org)</a>',
  );
  assert.equal(
    sanitize('<img alt="a" src="data:text/html,x">').html,
    '<span class="r-missing">a (image not included)</span>',
  );
});

Deno.test("sanitizeMarkup() keeps what a picture without an image holds", () => {
  assert.equal(
    sanitize('<picture><source srcset="a.png"><b>text</b></picture>').html,
    "<b>text</b>",
  );
});

Deno.test("sanitizeMarkup() takes an element named as what every object has for any other unknown one", () => {
  assert.deepEqual(sanitize("<constructor>a</constructor><__proto__>b</__proto__>"), {
    html: "a&lt;__proto__&gt;b",
    removed: ["<constructor>"],
  });
});

Deno.test("sanitizeMarkup() keeps what a style means, never the style or the page's own classes", () => {
  assert.equal(
    sanitize('<td style="text-align: right; background: url(x)" class="r-hidden num">1</td>')
      .html,
    '<td class="num r-right">1</td>',
  );
});

Deno.test("sanitizeMarkup() gives landmarks of a cell no meaning in the page", () => {
  assert.equal(sanitize("<main><nav>a</nav></main>").html, "<div><div>a</div></div>");
});

Deno.test("sanitizeMarkup() keeps no class by which a cell could cover the page", () => {
  assert.equal(
    sanitize('<a class="tml-cancel r-skip figure" href="https://example.org/">x</a>').html,
    '<a class="figure" href="https://example.org/">x</a>',
  );
  assert.equal(
    sanitize('<math><mo scriptlevel="-9" voffset="-99em" lspace="900em">x</mo></math>').html,
    "<math><mo>x</mo></math>",
  );
});

Deno.test("sanitizeMarkup() leaves out what is nested too deep, and the spans of a table that would repeat it", () => {
  const deep = sanitize("<b>".repeat(5_000) + "x");
  assert.deepEqual(deep.removed, ["what is nested more than 1,000 deep"]);
  const spans = sanitize(
    `<table><tr>${'<td colspan="999" rowspan="999">x</td>'.repeat(9)}</table>`,
  );
  assert.deepEqual(spans.removed, ["spans of a table"]);
  assert.doesNotMatch(spans.html, /span/);
});

Deno.test("sanitizeMarkup() keeps the legends of Plot aligned, whatever its version", () => {
  const { html } = sanitize(
    '<div class="plot-d6a7b5-swatches plot-d6a7b5-swatches-wrap"><span class="plot-d6a7b5-swatch">a</span></div>',
  );
  assert.equal(
    html,
    '<div class="swatches"><span class="swatch">a</span></div>',
  );
});

Deno.test("sanitizeMarkup() says in words what it does not play, and not what browsers without it would", () => {
  const media = `<audio controls><source src="a.wav">Your browser cannot.</audio>` +
    `<video src="b.mp4">Nor this.</video><iframe src="https://example.org/">no</iframe>`;
  const { html, removed } = sanitize(media);
  assert.equal(
    html.replace(/<[^>]+>/g, ""),
    "[An audio recording is not shown.][A video is not shown.][Content of another page is not shown.]",
  );
  assert.deepEqual(removed, ["<audio>", "<iframe>", "<video>"]);
});
