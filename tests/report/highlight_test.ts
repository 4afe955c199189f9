import assert from "node:assert/strict";
import { highlight, loadHighlighter } from "../../src/report/highlight.ts";

await loadHighlighter();

Deno.test("highlight() gives the same whatever the clock says: a busy machine makes the same page", () => {
  const code = "const a = 1; // one\n".repeat(40);
  const calm = String(highlight(code, "ts"));
  const { now } = Date;
  // Every look at the clock finds that a second has passed.
  let seconds = 0;
  Date.now = () => 1_000 * seconds++;
  try {
    assert.equal(String(highlight(code, "ts")), calm);
  } finally {
    Date.now = now;
  }
  assert.equal(calm.match(/class="k">const/g)?.length, 40);
});

Deno.test("highlight() leaves a line of 5,000 characters as it is, and the others not", () => {
  const html = String(
    highlight(`const a = 1;\nconst b = "${"x".repeat(5_000)}";\nconst c = 1;`, "ts"),
  );
  assert.equal(html.match(/class="k">const/g)?.length, 2);
});
