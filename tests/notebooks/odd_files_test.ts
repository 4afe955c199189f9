/** Files and places that a notebook should not be, or that a machine should not have. */
import assert from "node:assert/strict";
import { exportNotebooks } from "../../src/notebooks/export.ts";
import { code, notebookOf } from "./page/cells.ts";

/** What is said of a path that cannot be exported. */
async function refusal(path: string): Promise<string> {
  try {
    await exportNotebooks([path], { execute: false });
  } catch (error) {
    return ((error as AggregateError).errors[0] as Error).message.replace(path, "it");
  }
  return "nothing";
}

Deno.test({
  name: "exportNotebooks() reads regular files alone, and none that is too large for memory",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await new Deno.Command("mkfifo", { args: [`${folder}/pipe.ipynb`] }).output();
      await Deno.symlink("/dev/zero", `${folder}/zero.ipynb`);
      await Deno.mkdir(`${folder}/folder.ipynb`);
      await Deno.writeFile(`${folder}/large.ipynb`, new Uint8Array());
      await Deno.truncate(`${folder}/large.ipynb`, 310e6);
      const said = await Promise.all(
        ["pipe", "zero", "folder", "large", "none"].map((name) =>
          refusal(`${folder}/${name}.ipynb`)
        ),
      );
      assert.deepEqual(said, [
        `Cannot read "it": it is not a regular file`,
        `Cannot read "it": it is not a regular file`,
        `Cannot read "it": it is a folder`,
        `Cannot read "it": it has 310 MB, and a notebook may have 100`,
        `Cannot read "it": there is no such file`,
      ]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** What the command says in another environment. */
async function said(env: Record<string, string>, args: readonly string[]): Promise<string> {
  const cli = new URL("../../src/notebooks/cli.ts", import.meta.url).pathname;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", cli, ...args],
    env,
  }).output();
  return new TextDecoder().decode(stderr);
}

Deno.test({
  name: "notebook-report says what is true without a shell, and on a terminal of 30 columns",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/a.ipynb`;
    try {
      await Deno.writeTextFile(path, notebookOf([code([], "1")]));
      assert.doesNotMatch(await said({ COLUMNS: "30" }, [path]), /note:|error:/);
      assert.doesNotMatch(await said({ PATH: folder }, ["--no-execute", path]), /note:|error:/);
      assert.match(await said({ PATH: folder }, [path]), /error: .*there is no program "sh"/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name:
    "notebook-report writes its page where stderr cannot be written, and says which limit is too low",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/a.ipynb`;
    const cli = new URL("../../src/notebooks/cli.ts", import.meta.url).pathname;
    const shell = async (script: string) => {
      const { code, stderr } = await new Deno.Command("sh", {
        args: ["-c", script, "sh", Deno.execPath(), "run", "--no-check", "-A", cli, path],
      }).output();
      return [code, new TextDecoder().decode(stderr)] as const;
    };
    try {
      await Deno.writeTextFile(path, notebookOf([code([], "1")]));
      assert.deepEqual(await shell('"$@" 2>/dev/full'), [0, ""]);
      await Deno.remove(`${folder}/a.html`);
      const [status, said] = await shell('ulimit -n 40; exec "$@"');
      assert.equal(status, 1);
      assert.match(said, /error: .*open.*files.*\n {2}hint: raise the limit of open files/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
