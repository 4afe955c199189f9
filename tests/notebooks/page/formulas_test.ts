import assert from "node:assert/strict";
import { markdown, renderCells } from "./cells.ts";

/** The boxes of formulas in a page of one text cell: their opening tags. */
async function boxesOf(source: string): Promise<string[]> {
  const { html } = await renderCells([markdown(source)]);
  return [...html.matchAll(/<span [^>]*class="(r-formula[^"]*)"[^>]*>/g)]
    .map(([tag, names]) => `${names}${tag.includes('tabindex="0"') ? ", focusable" : ""}`);
}

Deno.test("renderPage() boxes a formula that may be too wide, so that the keyboard scrolls it", async () => {
  assert.deepEqual(await boxesOf("$a$"), []);
  assert.deepEqual(await boxesOf("$$a$$"), ["r-formula r-block"]);
  assert.deepEqual(await boxesOf(`$${"a".repeat(15)}$`), ["r-formula, focusable"]);
  assert.deepEqual(await boxesOf("$$\\begin{matrix}a\\end{matrix}$$"), [
    "r-formula r-block, focusable",
  ]);
  assert.deepEqual(await boxesOf(`# ${`$${"a".repeat(15)}$`}`), ["r-formula, focusable"]);
});

Deno.test("renderPage() marks a formula that paper would cut, to be printed smaller", async () => {
  assert.deepEqual(await boxesOf(`$$${"a".repeat(61)}$$`), ["r-formula r-block r-long, focusable"]);
  assert.deepEqual(await boxesOf(`$$${"a".repeat(101)}$$`), [
    "r-formula r-block r-longer, focusable",
  ]);
});
