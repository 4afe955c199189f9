/** What both languages share: sentences side by side, numbers, lists, marks. */
import assert from "node:assert/strict";
import { formatList, formatNumber, paired, shownMark } from "../../src/text/language.ts";

Deno.test("paired() sets French no-break spaces: inside guillemets, before : and ?, and a narrow one before ;", () => {
  const { said, of } = paired({
    en: { said: "", of: (name: string) => name },
    fr: { said: "« a » : b ; c ?", of: (name: string) => `« ${name} »` },
  });
  assert.equal(said.fr, "«\u00a0a\u00a0»\u00a0: b\u202f; c\u00a0?");
  assert.deepEqual(of("x"), { en: "x", fr: "«\u00a0x\u00a0»" });
});

Deno.test("formatNumber() parts thousands as Canada does, and keeps two decimals", () => {
  assert.equal(formatNumber(1234567.891, "en"), "1,234,567.89");
  assert.equal(formatNumber(1234567.891, "fr"), "1\u00a0234\u00a0567,89");
  assert.equal(formatNumber(2n ** 64n, "en"), "18,446,744,073,709,551,616");
});

Deno.test("formatList() joins with commas and a word before the last", () => {
  assert.equal(formatList([], "en"), "");
  assert.equal(formatList(["a"], "en"), "a");
  assert.equal(formatList(["a", "b"], "fr"), "a et b");
  assert.equal(formatList(["a", "b", "c"], "en"), "a, b and c");
});

Deno.test("shownMark() says an empty cell in the reader's language, and leaves the source's marks", () => {
  assert.deepEqual(
    ["(empty)", "x"].map((mark) => shownMark(mark, "fr")),
    ["(vide)", "x"],
  );
  assert.equal(shownMark("(empty)", "en"), "(empty)");
});
