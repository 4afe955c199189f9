import assert from "node:assert/strict";
import { highlight } from "../../src/report/highlight.ts";

/** The code with each highlighted piece as `class[piece]`. */
function marked(code: string): string {
  return String(highlight(code, "ts"))
    .replace(/<span class="(\w)">(.*?)<\/span>/gs, "$1[$2]")
    .replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<");
}

Deno.test("highlight() tells keywords, names of functions and types, strings, numbers and comments", () => {
  assert.equal(
    marked('export const a: number = show("x", 1_000n); // one\nlet b = null;'),
    'k[export] k[const] a: t[number] = f[show](s["x"], n[1_000n]); c[// one]\nk[let] b = n[null];',
  );
  assert.equal(
    marked("async (x: Frame) => await x.get"),
    "k[async] (x: t[Frame]) k[=>] k[await] x.get",
  );
});

Deno.test("highlight() takes no option's name for a keyword", () => {
  assert.equal(
    marked('({ type: "band", from, of: [1] })'),
    '({ type: s["band"], from, of: [n[1]] })',
  );
});

Deno.test("highlight() reads code in templates, and templates in that", () => {
  assert.equal(
    marked("`a ${f({ b: `c${1}` })} d` + e"),
    "s[`a ]${f[f]({ b: s[`c]${n[1]}s[`] })}s[ d`] + e",
  );
});

Deno.test("highlight() tells a regular expression from a division", () => {
  assert.equal(marked('a.match(/["`]/g); b / c / "d"'), 'a.f[match](s[/["`]/g]); b / c / s["d"]');
});

Deno.test("highlight() keeps every character of code that does not parse", () => {
  for (
    const code of ['"open', "`open ${ {", "/* open", "a = /re", "</div>", "}}`${", "'\\", "é𝒳 €"]
  ) {
    const html = String(highlight(code, "js"));
    const text = html.replace(/<[^>]*>/g, "").replace(
      /&(\w+);/g,
      (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name]!,
    );
    assert.equal(text, code);
  }
});

Deno.test("highlight() takes long pieces of any kind", () => {
  for (const piece of ['"', "`", "/*", "//", "(/a[", "a ", "1", "`${", "\\", " ", " /", "\n\t"]) {
    const code = piece + piece.repeat(2) + "x".repeat(3_000_000);
    assert.ok(String(highlight(code, "ts")).length >= code.length);
    assert.ok(String(highlight(piece.repeat(30_000), "ts")).length >= 30_000);
  }
});

Deno.test("highlight() leaves other languages as they are", () => {
  assert.equal(String(highlight("if a < 1:", "python")), "if a &lt; 1:");
});
