import assert from "node:assert/strict";
import { PAGE_TEXT } from "../../../src/notebooks/words/page.ts";

const { en, fr } = PAGE_TEXT;

Deno.test("PAGE_TEXT writes sizes as each language does", () => {
  assert.deepEqual([1, 999, 1000, 9949, 9950, 41_000, 1_500_000].map(en.bytes), [
    "1\u00a0byte",
    "999\u00a0bytes",
    "1.0\u00a0kB",
    "9.9\u00a0kB",
    "10\u00a0kB",
    "41\u00a0kB",
    "1.5\u00a0MB",
  ]);
  assert.equal(fr.bytes(1_500_000), "1,5\u00a0Mo");
  assert.equal(fr.folded(1234, 41_000), "1\u202f234\u00a0lignes, 41\u00a0ko");
  assert.equal(en.folded(1, 1), "1 line, 1\u00a0byte");
});

Deno.test("PAGE_TEXT writes a moment in UTC as each language does", () => {
  const moment = new Date("2026-03-01T04:05:06Z");
  assert.equal(en.dateTime(moment), "1\u00a0March\u00a02026, 04:05\u00a0UTC");
  assert.equal(fr.dateTime(moment), "1er\u00a0mars\u00a02026 à 4\u00a0h\u00a005 (UTC)");
});

Deno.test("PAGE_TEXT in French keeps spaces before high punctuation unbreakable", () => {
  const words = [
    ...Object.values(fr).filter((value) => typeof value === "string"),
    fr.error("TypeError"),
    fr.unknownOutput(["a/b"]),
    fr.remoteImage("", "example.org"),
  ];
  for (const word of words) assert.doesNotMatch(word, / [:;!?»]|« |'/);
});
