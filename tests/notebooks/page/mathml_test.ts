import assert from "node:assert/strict";
import { loadMath, renderMath } from "../../../src/notebooks/page/math.ts";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { markdown, notebookOf, sanitized as sanitize } from "./cells.ts";

await loadMath([parseNotebook(notebookOf([markdown("$a$")]), "a.ipynb")]);

Deno.test("sanitizeMarkup() takes from a formula what leads, paints, runs or holds other markup", () => {
  const { html, removed } = sanitize(
    '<math href="javascript:a()" style="color:red" xlink:href="#a"><semantics>' +
      '<mfrac onclick="a()" mathcolor="red" width="9999em"><mi href="http://e.example">a</mi><mn lspace="1em">2</mn></mfrac>' +
      '<annotation encoding="x">\\frac</annotation><annotation-xml encoding="text/html"><img src=x></annotation-xml>' +
      '</semantics><maction actiontype="toggle"><mi>b</mi></maction></math>',
  );
  assert.equal(html, '<math><mfrac><mi>a</mi><mn lspace="1em">2</mn></mfrac><mi>b</mi></math>');
  assert.deepEqual(removed, ["<annotation-xml>", "<maction>", "onclick of <mfrac>"]);
});

Deno.test("sanitizeMarkup() turns a formula's styles into classes of the page", () => {
  const { html } = sanitize(
    String(
      renderMath("\\boxed{x} \\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}", true)
        .markup,
    ),
  );
  assert.doesNotMatch(html, / style=/);
  assert.match(html, /class="r-m-box"/);
  assert.match(html, /r-m-right/);
  assert.match(html, /r-m-bottom/);
});
