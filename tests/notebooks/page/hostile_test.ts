import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { renderCells } from "./cells.ts";
import { HOSTILE } from "./hostile_outputs.ts";

const pageOf = async (cells: readonly unknown[]) => (await renderCells(cells)).html;
const empty = (await pageOf([])).length;

Deno.test("the hostile corpus has at least 150 outputs, each with a name of its own", () => {
  assert.ok(HOSTILE.length >= 150, String(HOSTILE.length));
  assert.equal(new Set(HOSTILE.map(([name]) => name)).size, HOSTILE.length);
});

for (const [name, cell] of HOSTILE) {
  Deno.test(`renderPage() shows what ${name}, and nothing in it acts`, async () => {
    const html = await pageOf([cell]);
    assert.ok(html.length < empty + 10 * JSON.stringify(cell).length + 2_000, String(html.length));
    const { document } = parseHTML(html);
    assert.deepEqual(
      [...document.querySelectorAll("body *")].filter((element) =>
        /^(?:script|iframe|object|embed|form|input|button|base|link|meta|style|template|video|audio)$/
          .test(element.localName) ||
        [...element.attributes].some(({ name, value }) =>
          /^on|^style$|^srcset$|^popover/.test(name) ||
          (/href|src/.test(name) &&
            !/^(?:#|https?:\/\/|mailto:|data:(?:image|text\/csv))/.test(value))
        )
      ).map((element) => element.outerHTML.slice(0, 120)),
      [],
    );
    const classes = [...document.querySelectorAll("main .r-cell *, main .r-clip *")]
      .flatMap((element) => (element.getAttribute("class") ?? "").split(" "));
    assert.ok(!classes.includes("r-skip") && !classes.includes("r-aside"));
  });
}

Deno.test("a page of the whole hostile corpus is made", async () => {
  const html = await pageOf(HOSTILE.map(([, cell]) => cell));
  assert.equal(html.match(/<main /g)?.length, 1);
});
