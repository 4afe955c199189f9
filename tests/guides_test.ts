/** What README.md and docs/ name is there. Their code is run by long/guides_test.ts. */
import assert from "node:assert/strict";
import { type Guide, GUIDES, readGuide } from "./guides.ts";

const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));

/** Paths as prose writes them: with a slash, and none of the stand-ins in capitals. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w./:-])(?:\.?[\w-]+\/)+[\w.*-]*/g)]
    .map(([path]) => path.replace(/[.,)]+$/, ""))
    .filter((path) => /^(\.ci|\.vscode|src|tests|data|notebooks|docs)\//.test(path))
    // What readers make themselves.
    .filter((path) => !/^(notebooks\/mine|data\/(?:permits|tidy\.\w+))(\/|$)/.test(path));
}

/** Files that links lead to, from the project's folder. */
function linksOf({ path, text }: Guide): string[] {
  const base = new URL(path, "file:///");
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
    .map(([, target]) => decodeURI(new URL(target!, base).pathname.slice(1)));
}

Deno.test("the guides name no path of the project that is not there", async () => {
  // What git leaves alone is made by who uses it.
  const ignored = (await Deno.readTextFile(".gitignore")).split("\n");
  for (const guide of await Promise.all(GUIDES.map(readGuide))) {
    // Commands make paths that a clone has not; they are run.
    const prose = guide.text.replaceAll(/^( *)```sh\n[^]*?^ *```$/gm, "");
    for (const path of new Set([...pathsIn(prose), ...linksOf(guide)])) {
      if (ignored.includes(`/${path}`)) continue;
      await assert.doesNotReject(Deno.stat(path), `${guide.path} names ${path}`);
    }
  }
});

Deno.test("the guides have code blocks of known languages only, so that none goes untested", async () => {
  for (const { path, text, blocks } of await Promise.all(GUIDES.map(readGuide))) {
    for (const { language, line } of blocks) {
      const isKnown = ["ts", "sh", "", "text", "json", "mermaid"].includes(language) ||
        /^csv [\w.-]+$/.test(language);
      assert.ok(isKnown, `${path}:${line}: ${language}`);
    }
    assert.equal(text.match(/^ *```/gm)?.length ?? 0, 2 * blocks.length, path);
  }
});

Deno.test("README.md is at most 150 lines and has a row for each task of deno.json, and for nothing else", async () => {
  const { text } = await readGuide("README.md");
  assert.ok(text.split("\n").length <= 150);
  const table = text.slice(text.indexOf("\n## Tasks\n")).split("\n\n| task | does |")[1]!
    .split("\n\n")[0]!;
  const rows = table.split("\n").flatMap((row) =>
    [...row.split("|")[1]?.matchAll(/`([\w:-]+)/g) ?? []].map(([, task]) => task!)
  );
  assert.deepEqual(rows.sort(), Object.keys(tasks).sort());
});
