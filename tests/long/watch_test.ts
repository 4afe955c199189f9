/** `deno task report --watch` as its users have it: it stays, and follows what they save. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatNotebook } from "../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";

const CONFIGURATION = fileURLToPath(new URL("../../deno.json", import.meta.url));

Deno.test("report --watch exports a notebook again when it is saved, and ends when asked to", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "watch-test-" }));
  const save = async (name: string, source: string) => {
    const aside = join(folder, "saving~");
    await Deno.writeTextFile(aside, formatNotebook(notebookOf(source), name));
    await Deno.rename(aside, join(folder, `${name}.ipynb`));
  };
  await save("a", `"first a"`);
  await save("b", `"first b"`);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["task", "--quiet", "--config", CONFIGURATION],
      ...["report", "--watch", "a.ipynb", "b.ipynb", "--out", "pages"],
    ],
    cwd: folder,
    env: { NO_COLOR: "1", INIT_CWD: folder },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = lines(child.stderr);
  const until = async (pattern: RegExp) => {
    const seen: string[] = [];
    for (;;) {
      const { value, done } = await said.next();
      assert.ok(!done, `it ended before it said ${pattern}: ${seen.join("\n")}`);
      seen.push(value);
      if (pattern.test(value)) return seen.join("\n");
    }
  };
  const page = (name: string) => Deno.readTextFile(join(folder, "pages", `${name}.html`));
  try {
    await until(/waiting for changes/);
    assert.match(await page("a"), /first a/);
    const earlier = await page("b");

    await save("a", `"second a"`);
    const again = await until(/waiting for changes/);
    assert.match(await page("a"), /second a/);
    assert.ok(await page("b") === earlier, "b was exported again");
    assert.doesNotMatch(again, /b\.ipynb/);

    await save("a", `throw new Error("no luck")`);
    await until(/no luck/);
    await until(/waiting for changes/);
    assert.match(await page("a"), /second a/, "the earlier page stands");

    await Deno.writeTextFile(join(folder, "data.csv"), "1");
    const both = await until(/waiting for changes/);
    assert.match(
      both,
      /a\.ipynb: failed[^]*b\.ipynb: 1 cells run|b\.ipynb: 1 cells run[^]*a\.ipynb: failed/,
    );
  } finally {
    child.kill("SIGTERM");
    const { code } = await child.status;
    await said.return(undefined);
    await Deno.remove(folder, { recursive: true });
    assert.equal(code, 143);
  }
});

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (
    const text of stream.pipeThrough(new TextDecoderStream() as never) as ReadableStream<string>
  ) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
}
