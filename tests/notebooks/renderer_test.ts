/** The process that renders pages: what it may do, and that one page's trouble is no other page's. */
import assert from "node:assert/strict";
import { NotebookError } from "../../src/text/errors.ts";
import { type PageInput, renderPage } from "../../src/notebooks/page/render_page.ts";
import { Renderer, rightsOf } from "../../src/notebooks/page/renderer.ts";
import { notebookOf } from "./run/notebooks.ts";

const page = (name: string, ...markdown: string[]): PageInput => ({
  lang: "en",
  chapters: [{
    name,
    folder: Deno.cwd(),
    notebook: {
      ...notebookOf(),
      cells: markdown.map((source, index) => ({
        cell_type: "markdown",
        id: `m${index}`,
        metadata: {},
        source,
      })),
    },
  }],
  provenance: { rows: [] },
  downloads: [{ fileName: "a.bin", mime: "text/plain", bytes: Uint8Array.of(0, 255), label: "A" }],
  generatedAt: new Date(0),
});

Deno.test("Renderer gives the page as it is rendered here, bytes and dates too", async () => {
  await using renderer = new Renderer([Deno.cwd()]);
  const input = page("a.ipynb", "# Title", "$x^2$, ```code```");
  assert.deepEqual(
    await renderer.render(input),
    JSON.parse(JSON.stringify(await renderPage(input))),
  );
});

Deno.test("Renderer names what a notebook has wrong, and renders the next page", async () => {
  await using renderer = new Renderer([Deno.cwd()]);
  const broken = renderer.render(page("broken.ipynb", "# A", "[to nowhere](#nowhere)"));
  const next = renderer.render(page("next.ipynb", "# Next"));
  await assert.rejects(broken, (error) => {
    assert.ok(error instanceof NotebookError);
    assert.equal(error.place.notebook, "broken.ipynb");
    return true;
  });
  assert.match((await next).html, /Next/);
});

Deno.test("Renderer ends a page that takes too long, and what renders it", async () => {
  await using renderer = new Renderer([Deno.cwd()], undefined, 0.001);
  await assert.rejects(
    renderer.render(page("slow.ipynb", "# A")),
    /Cannot show "slow\.ipynb": it takes longer than 0\.001 s/,
  );
});

Deno.test("Renderer stops at once when the signal aborts", async () => {
  const controller = new AbortController();
  await using renderer = new Renderer([Deno.cwd()], controller.signal);
  const rendering = renderer.render(page("a.ipynb", "# A"));
  const reason = new Error("stop");
  controller.abort(reason);
  await assert.rejects(rendering, (error) => error === reason);
});

Deno.test("what renders pages may read the notebooks' folders, and nothing else", async () => {
  const folder = await Deno.makeTempDir({ prefix: "renderer-" });
  try {
    for (const [folders, may] of [[[folder], ["readHome"]], [[`${folder}/below`], []]] as const) {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", ...rightsOf(folders), "tests/project/permission_probe.ts", folder],
      }).output();
      assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), may);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("report --no-execute needs no right to run programs, to connect or to load native code", async () => {
  const out = await Deno.makeTempDir({ prefix: "renderer-" });
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-read", `--allow-write=${out}`, "--allow-env"],
        ...[
          "src/project/report.ts",
          "tests/notebooks/page/fixtures/plain.ipynb",
          "--no-execute",
          "--out",
          out,
        ],
      ],
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.match(await Deno.readTextFile(`${out}/plain.html`), /<\/html>/);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
