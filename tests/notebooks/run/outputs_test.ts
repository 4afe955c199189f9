import assert from "node:assert/strict";
import { findSyntaxFault } from "../../../src/notebooks/run/failure.ts";
import { applyControls } from "../../../src/notebooks/run/outputs.ts";

Deno.test("applyControls() overwrites from a carriage return on and keeps what is longer", () => {
  assert.equal(applyControls("abcdef\rXY\n"), "XYcdef\n");
  assert.equal(applyControls("ab\b\bX"), "Xb");
  assert.equal(applyControls("a\r\nb"), "a\nb");
  assert.equal(applyControls("50%\r"), "50%\r");
});

Deno.test("applyControls() leaves the end of a line that was overwritten a million times, and a long line whole", () => {
  assert.equal(applyControls("a\n" + "\r 10 %".repeat(1e6) + "\r100 %\nb"), "a\n100 %\nb");
  assert.equal(applyControls("é".repeat(1e6)).length, 1e6);
});

Deno.test("findSyntaxFault() points into the cell and accepts what the kernel accepts", async () => {
  const fault = await findSyntaxFault("const a = 1;\nconst a = 2;");
  assert.deepEqual([fault?.line, fault?.column], [2, 7]);
  for (
    const source of [
      "await fetch(`x`)",
      "const a: number = 1 as never",
      "type A<T> = T[]",
      "using x = f()",
      "<b>{1}</b>",
    ]
  ) {
    assert.equal(await findSyntaxFault(source), undefined, source);
  }
});
