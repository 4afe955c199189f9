import assert from "node:assert/strict";
import { parseDocument } from "htmlparser2";
import { highlight } from "../../../src/notebooks/page/markdown.ts";

/** The code with each highlighted piece as `class[piece]`. */
function marked(code: string, language = "ts"): string {
  return String(highlight(code, language))
    .replace(/<span>([^<]*)<\/span>/g, "$1")
    .replace(/<span class="(\w)">/g, "$1[").replaceAll("</span>", "]")
    .replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<");
}

Deno.test("highlight() tells keywords, names of functions and types, strings, numbers and comments", () => {
  assert.equal(
    marked('export const a: number = show("x", 1_000n); // one\nlet b = null;'),
    'k[export] k[const] a: t[number] = f[show](s["x"], n[1_000n]); c[// one]\nk[let] b = n[null];',
  );
});

Deno.test("highlight() takes no option's name for a keyword", () => {
  assert.equal(marked('({ type: "band", of: [1] })'), '({ type: s["band"], of: [n[1]] })');
});

Deno.test("highlight() reads code in templates", () => {
  assert.equal(marked("`a ${1} b` + e"), "s[`a e[${n[1]}] b`] + e");
});

Deno.test("highlight() tells a regular expression from a division", () => {
  assert.equal(marked('a.match(/["`]/g); b / c / "d"'), 'a.f[match](s[/["`]/g]); b / c / s["d"]');
});

Deno.test("highlight() knows a few other languages, and leaves the rest as it is", () => {
  assert.equal(marked("if a < 1:", "python"), "k[if] a < n[1]:");
  assert.equal(marked("var a = 1;", "C#"), "k[var] a = n[1];");
  assert.equal(marked("f(x) = 2 # two", "julia"), "f(x) = n[2] c[# two]");
  assert.equal(marked("a <- TRUE", "R"), "a <- n[TRUE]");
  assert.equal(String(highlight("if a < 1:", "cobol")), "if a &lt; 1:");
});

Deno.test("highlight() keeps every character of code that does not parse", () => {
  for (
    const code of ['"open', "`open ${ {", "/* open", "a = /re", "</div>", "}}`${", "'\\", "é𝒳 €"]
  ) {
    assert.equal(text(parseDocument(String(highlight(code, "js")))), code);
  }
});

Deno.test("highlight() leaves code plain that is long, or grows out of proportion", () => {
  for (const piece of ['"', "`", "/*", "//", "(/a[", "a ", "1", "`${", "\\", " ", "\n\t", "a("]) {
    const long = piece.repeat(1_000_000);
    assert.equal(String(highlight(long, "ts")), String(highlight(long, "none")));
    const dense = piece.repeat(5_000);
    for (const language of ["ts", "C#", "C++", "julia", "R"]) {
      assert.ok(String(highlight(dense, language)).length <= 6 * dense.length + 2_000);
    }
  }
});

/** What is read, without the tags. */
function text(node: unknown): string {
  const { data, children } = node as { data?: string; children?: unknown[] };
  return data ?? (children ?? []).map(text).join("");
}
