import assert from "node:assert/strict";
import { findSyntaxFault, noteLines } from "../../src/notebook/syntax.ts";
import { applyControls } from "../../src/notebook/terminal_text.ts";

Deno.test("applyControls() overwrites from a carriage return on and keeps what is longer", () => {
  assert.equal(applyControls("abcdef\rXY\n"), "XYcdef\n");
  assert.equal(applyControls("ab\b\bX"), "Xb");
  assert.equal(applyControls("a\r\nb"), "a\nb");
  assert.equal(applyControls("50%\r"), "50%\r");
});

Deno.test("findSyntaxFault() points into the cell and accepts what the kernel accepts", () => {
  assert.deepEqual(findSyntaxFault("const a = 1;\nconst a = 2;")?.line, 2);
  for (
    const source of [
      "await fetch(`x`)",
      "const a: number = 1 as never",
      "type A<T> = T[]",
      "using x = f()",
    ]
  ) {
    assert.equal(findSyntaxFault(source), undefined, source);
  }
});

Deno.test("noteLines() notes each statement of the top level, and leaves imports and functions alone", () => {
  const source =
    'import a from "a";\n\nconst b = {\n  c: 1,\n};\nfunction d() {\n  throw b;\n}\nd(), b';
  assert.equal(
    noteLines(source, (line) => `<${line}>`),
    'import a from "a";\n\n<3>const b = {\n  c: 1,\n};\nfunction d() {\n  throw b;\n}\n<9>d(), b',
  );
  assert.equal(noteLines("let a = ;", () => "!"), "let a = ;");
});
