/** What a notebook imports explains itself. */
import assert from "node:assert/strict";

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly doc?: string };
  readonly location?: { readonly filename: string };
}

Deno.test("each export of mod.ts has a doc comment, which an editor shows on hover", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "src/counts/mod.ts"],
  }).output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout));
  const [file] = Object.entries<{
    module_doc?: { doc?: string };
    symbols: { name: string; declarations: Declaration[] }[];
  }>(nodes).filter(([path]) => path.endsWith("/src/counts/mod.ts")).map(([, file]) => file);
  assert.match(file!.module_doc?.doc ?? "", /^What a notebook imports/);
  // Two packages are passed on whole, with their own documentation.
  const own = file!.symbols.filter(({ name }) => name !== "pl" && name !== "Plot");
  assert.ok(own.length > 25);
  for (const { name, declarations } of own) {
    assert.ok(declarations.some(({ jsDoc }) => (jsDoc?.doc ?? "").length > 20), name);
  }
});

Deno.test("deno doc --lint finds nothing of the project's own in what mod.ts exports", async () => {
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", "src/counts/mod.ts"],
    env: { NO_COLOR: "1" },
  }).output();
  const found = new TextDecoder().decode(stderr).split(/^(?=error\[)/m);
  const source = new URL("../src/", import.meta.url).pathname;
  assert.deepEqual(found.filter((fault) => fault.includes(`--> ${source}`)), []);
});
