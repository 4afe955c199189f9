import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { bundle, renderCells } from "./cells.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg" viewBox="0 0 9 9">';
const BARS = `${SVG}<title>Bars</title><rect width="9" height="9" fill="#ffffff"/></svg>`;

async function filesOf(data: Record<string, string>) {
  const { html } = await renderCells([bundle(data)]);
  const links = parseHTML(html).document.querySelectorAll(".r-take a");
  return [...links].map((link) => {
    const [, base64] = link.getAttribute("href")!.split("base64,");
    const content = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      Uint8Array.fromBase64(base64!),
    );
    return { name: link.getAttribute("download"), content, parent: link.closest("figure")?.id };
  });
}

const figure = (id: string) =>
  `<figure class="figure" id="${id}"><figcaption><strong>Bars</strong></figcaption>` +
  '<img alt="b" src="data:image/png;base64,AAAA"><details><summary>Numbers</summary></details></figure>';

Deno.test("renderPage() offers a bundle's CSV and drawing in its figure, under the figure's name", async () => {
  const files = await filesOf({
    "text/html": figure("bars"),
    "text/csv": "a,b\r\n1,-2\r\n",
    "image/svg+xml": BARS,
  });
  assert.deepEqual(files.map(({ name, parent }) => [name, parent]), [
    ["bars.csv", "bars"],
    ["bars.svg", "bars"],
  ]);
  assert.equal(files[0]!.content, "\ufeffa,b\r\n1,-2\r\n");
  assert.match(files[1]!.content, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><title/);
});

Deno.test("renderPage() offers no formula in a CSV and no drawing that could act", async () => {
  const files = await filesOf({
    "text/html": "<table><tr><td>1</td></tr></table>",
    "text/csv": "a\r\n=1+1\r\n",
    "image/svg+xml": `${SVG}<script>alert(1)</script><rect onclick="alert(1)"/></svg>`,
  });
  assert.deepEqual(files.map(({ name }) => name), ["cell-1.csv", "cell-1.svg"]);
  assert.equal(files[0]!.content, "\ufeffa\r\n'=1+1\r\n");
  assert.doesNotMatch(files[1]!.content, /script|onclick/);
});

Deno.test("renderPage() offers nothing where a bundle holds neither", async () => {
  assert.deepEqual(await filesOf({ "text/html": figure("bars"), "text/plain": "bars" }), []);
});
