/** The cells of starters type-check, by the deno.json that `intake` writes beside them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { newRelease, USAGE } from "../../src/intake/cli.ts";
import { runHere } from "../text/run_here.ts";
import { LANGUAGES } from "../../src/text/language.ts";

/** Bars and months, one table and several, with and without relations. */
const LETTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  one: { "a.csv": "Kind,2023,2024\nHomes,5,x\nShops,12,7\nTotal,17,12\n" },
  two: {
    "a.csv":
      "k,Jan-24,Feb-24,Mar-24,Apr-24,May-24,Jun-24,Jul-24\nA,1,2,3,4,5,6,x\nB,7,8,9,9,8,x,7\n",
    "b.csv":
      "k,Jan-24,Feb-24,Mar-24,Apr-24,May-24,Jun-24,Jul-24\nA,1,2,3,4,5,6,7\nB,7,8,9,9,8,5,7\n",
  },
};

/** The code cells of a notebook as one module. */
async function codeOf(notebook: string): Promise<string> {
  const { cells } = JSON.parse(await Deno.readTextFile(notebook)) as {
    cells: { cell_type: string; source: string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => source.join("")).join("\n");
}

Deno.test("starters type-check in both languages, wherever they are made", async () => {
  const home = await Deno.realPath(await Deno.makeTempDir({ prefix: "starters-" }));
  try {
    const modules: string[] = [];
    for (const [name, tables] of Object.entries(LETTERS)) {
      for (const [file, text] of Object.entries(tables)) {
        await Deno.writeTextFile(join(home, file), text);
      }
      const args = [name, "--from", ...Object.keys(tables)];
      const made = await runHere((args) => newRelease(args, undefined), USAGE, args, home);
      assert.equal(made.stderr, "");
      for (const lang of LANGUAGES) {
        const module = join(home, name, `${lang}.ts`);
        const code = await codeOf(join(home, name, `notebooks/${lang}/start.${lang}.ipynb`));
        await Deno.writeTextFile(module, code);
        modules.push(module);
      }
    }
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--config", join(home, "one/deno.json"), ...modules],
      cwd: home,
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
