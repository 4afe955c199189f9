import assert from "node:assert/strict";
import { CHARACTER, fits, foldLabel, widthOf } from "../../src/figures/labels.ts";

const width = (characters: number) => characters * CHARACTER;

Deno.test("foldLabel() breaks at spaces, and keeps a separator with what it follows", () => {
  assert.equal(foldLabel("2024", width(10)), "2024");
  assert.equal(foldLabel("2022 (from 22 April)", width(11)), "2022 (from\n22 April)");
  assert.equal(foldLabel("North · Francophone", width(10)), "North ·\nFrancopho…");
  assert.equal(foldLabel("A · B", width(4)), "A ·\nB");
});

Deno.test("foldLabel() says by … that something is left out", () => {
  assert.equal(foldLabel("one two three four", width(5)), "one\ntwo…");
  assert.equal(foldLabel("unbreakable", width(6), 1), "unbre…");
  assert.equal(foldLabel("", width(5)), "");
});

Deno.test("fits() tells whether all the words of a label can be read", () => {
  assert.ok(fits("T1 2024", width(4)));
  assert.ok(!fits("T1 2024", width(4), 1));
});

Deno.test("widthOf() is that of the widest line, and of wide letters", () => {
  assert.equal(widthOf("a\nabc"), width(3));
  assert.equal(widthOf("表"), width(2));
  assert.ok(widthOf("mm") > widthOf("ll"));
});
