/** The page that leads to the reports. */
import assert from "node:assert/strict";
import { renderIndex } from "../../../src/notebooks/page/document.ts";

Deno.test("renderIndex() leads to each language in its own words, under one heading", () => {
  const files = [{ href: "data/a&b.csv", label: "Cells" }];
  const html = renderIndex({
    heading: "Nº <1>",
    entries: [
      { lang: "en", href: "report.en.html", title: "Counts", description: "All.", files },
      { lang: "fr", href: "report.fr.html", title: "Nombres", description: "Tout.", files },
    ],
  });
  assert.match(html, /<h1>Nº &lt;1&gt;<\/h1>/);
  assert.match(html, /<section lang="en"[^]*<a href="report\.en\.html" hreflang="en">Counts<\/a>/);
  assert.match(html, /<section lang="fr"[^]*hreflang="fr">Nombres<\/a>[^]*<p>Tout\.<\/p>/);
  assert.match(html, /<a href="data\/a&amp;b\.csv">/);
  assert.doesNotMatch(html, /undefined|<script/);
});
