import assert from "node:assert/strict";
import { describeSizes } from "../../src/report/sizes.ts";
import { renderFixtures } from "./fixtures.ts";

Deno.test("describeSizes() says bytes by page, chapter and figure", () => {
  const sizes = [
    {
      name: "one",
      bytes: 1500,
      parts: [{ name: "bars", bytes: 1000 }, { name: "cell 3", bytes: 20 }],
    },
    { name: "two", bytes: 30, parts: [] },
  ];
  assert.equal(
    describeSizes("page.html", { html: "é".repeat(1000), sizes }),
    "page.html: 2.0 kB: one 1.5 kB (bars 1.0 kB, cell 3 20 bytes), two 30 bytes",
  );
});

Deno.test("renderReport() weighs chapters, their figures, and other cells from 10 kB", async () => {
  const { sizes } = await renderFixtures(["plain.ipynb", "huge.ipynb"]);
  assert.deepEqual(sizes.map(({ name }) => name), ["plain", "huge"]);
  assert.deepEqual(sizes[0]!.parts.map(({ name }) => name), ["fig-bars"]);
  for (const { bytes, parts } of sizes) {
    assert.ok(parts.reduce((sum, part) => sum + part.bytes, 0) < bytes);
    assert.deepEqual(parts, parts.toSorted((one, other) => other.bytes - one.bytes));
  }
  assert.ok(sizes[1]!.parts.every(({ name, bytes }) => /^cell \d$/.test(name) && bytes >= 10_000));
});
