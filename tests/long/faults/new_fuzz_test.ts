/** Whatever a table holds, `new` makes a whole folder that can be audited, or says what is wrong and makes none. */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { audit } from "../../../src/audit/cli.ts";
import { newRelease } from "../../../src/intake/cli.ts";
import { PROJECT_FOLDER } from "../../../src/project/places.ts";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { LETTERS } from "../../counts/release/letters.ts";
import { assertWellBehaved, runHere } from "./command_fuzz.ts";
import { anyBytes, mutated } from "./mutations.ts";
import { LANGUAGES } from "../../../src/text/language.ts";

const TIMES = Number(Deno.env.get("FUZZ_TIMES") ?? 1);

/** Drafts a release of one file, and audits what is there after it. Gives how many were made. */
async function fuzzNew(
  contents: fc.Arbitrary<string | Uint8Array>,
  numRuns: number,
): Promise<number> {
  const folder = await Deno.makeTempDir({ dir: PROJECT_FOLDER, prefix: ".new-test-" });
  const [table, next] = [join(folder, "a.csv"), join(folder, "next")];
  let made = 0;
  try {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(table, bytes);
        const said = await runHere(newRelease, [next, "--from", table]);
        assertWellBehaved(said);
        const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
        assert.deepEqual(names, said.status === 0 ? ["a.csv", "next"] : ["a.csv"]);
        if (said.status !== 0) return;
        made++;
        for (const lang of LANGUAGES) {
          const path = join(next, "notebooks", lang, `start.${lang}.ipynb`);
          parseNotebook(await Deno.readTextFile(path), path);
        }
        assertWellBehaved(await runHere(audit, [next]));
        await Deno.remove(next, { recursive: true });
      }),
      { numRuns: numRuns * TIMES },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return made;
}

Deno.test("new makes nothing of any bytes, or all", async () => {
  await fuzzNew(anyBytes, 60);
});

Deno.test("new makes a whole folder or none of any edits of a table", async () => {
  const tables = Object.values(LETTERS).flatMap((files) => Object.values(files))
    .filter((text) => text.length < 2_000);
  assert.ok(await fuzzNew(fc.oneof(...tables.map(mutated)), 150) > 10);
});
