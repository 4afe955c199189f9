/** Text made fit for HTML, CSV and names. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { csvField, escapeHtml, slug } from "../../src/text/language.ts";

Deno.test("escapeHtml() leaves nothing that opens a tag, an entity or ends an attribute", () => {
  assert.equal(escapeHtml(`<a b="c">&amp;`), "&lt;a b=&quot;c&quot;&gt;&amp;amp;");
});

Deno.test("csvField() gives a field that a reader gives back, whatever stands in it", () => {
  for (const text of ["a,b", 'say "x"', "two\nlines", "two\rlines", " a", "a\t", "", "=1+1"]) {
    const [[, read]] = parse(`k,${csvField(text)}\n`, { trim: true }) as [[string, string]];
    assert.equal(read, text, JSON.stringify(text));
  }
  assert.equal(csvField("plain"), "plain");
});

Deno.test("slug() keeps letters of any script and digits", () => {
  assert.equal(slug("Table 1 - Reçu"), "table-1-reçu");
  assert.equal(slug(" — "), "");
});
