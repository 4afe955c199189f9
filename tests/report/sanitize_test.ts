import assert from "node:assert/strict";
import { sanitizeMarkup } from "../../src/report/sanitize.ts";

Deno.test("sanitizeMarkup() keeps a table's caption, scope, classes and abbreviations", () => {
  const table = '<table class="counts"><caption>Received</caption><tr><th scope="row">a</th>' +
    '<td class="num suppressed"><abbr title="suppressed">x</abbr></td></tr></table>';
  assert.deepEqual(sanitizeMarkup(table), { html: table, removed: [] });
});

Deno.test("sanitizeMarkup() takes out what could act, and says so", () => {
  const { html, removed } = sanitizeMarkup(
    '<p onclick="a()">kept</p><script>a()</script><iframe src="x"></iframe><form><input></form>',
  );
  assert.equal(html, "<p>kept</p>");
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
    assert.equal(sanitizeMarkup(`<a href="${address}">x</a>`).html, "<a>x</a>");
  });
}

Deno.test("sanitizeMarkup() keeps a download of text, and no download of a page", () => {
  const csv = '<a href="data:text/csv;base64,YSxi" download="a.csv">x</a>';
  assert.equal(sanitizeMarkup(csv).html, csv);
  const page = '<a href="data:text/html;base64,YSxi" download="a.html">x</a>';
  assert.equal(sanitizeMarkup(page).html, "<a>x</a>");
});

Deno.test("sanitizeMarkup() keeps images as data and sets the addresses of others aside", () => {
  const own = '<img alt="a" src="data:image/png;base64,AAAA" />';
  assert.equal(sanitizeMarkup(own).html, own);
  assert.equal(
    sanitizeMarkup('<img src="https://example.org/a.png" srcset="b.png 2x" data-src="c">').html,
    '<img data-src="https://example.org/a.png" />',
  );
  assert.equal(sanitizeMarkup('<img src="data:text/html,x">').html, '<img data-src="data:" />');
});

Deno.test("sanitizeMarkup() keeps what a style means, never the style or the page's own classes", () => {
  assert.equal(
    sanitizeMarkup('<td style="text-align: right; background: url(x)" class="r-hidden num">1</td>')
      .html,
    '<td class="num r-right">1</td>',
  );
});

Deno.test("sanitizeMarkup() gives landmarks of a cell no meaning in the page", () => {
  assert.equal(sanitizeMarkup("<main><nav>a</nav></main>").html, "<div><div>a</div></div>");
});
