/** A project of a test's own: the sources and data of this one, to be changed at will. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatNotebook } from "../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";

/** This project's folder. */
export const HERE = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of this project, but for its notebooks, tests and outputs. Disposing removes it. */
export class Project implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  static async make(notebooks: Readonly<Record<string, readonly string[]>>): Promise<Project> {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "freeze-test-" }));
    const project = new Project(folder);
    for (const name of ["deno.json", "deno.lock"]) {
      await Deno.copyFile(join(HERE, name), join(folder, name));
    }
    for (const name of ["src", "data"]) await copyFolder(join(HERE, name), join(folder, name));
    for (const [name, sources] of Object.entries(notebooks)) await project.save(name, ...sources);
    return project;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async save(name: string, ...sources: string[]): Promise<void> {
    await this.write(`notebooks/${name}.ipynb`, formatNotebook(notebookOf(...sources), name));
  }

  async write(name: string, content: string): Promise<void> {
    await Deno.mkdir(dirname(this.path(name)), { recursive: true });
    await Deno.writeTextFile(this.path(name), content);
  }

  async edit(name: string, change: (text: string) => string): Promise<void> {
    const before = await Deno.readTextFile(this.path(name));
    const after = change(before);
    assert.notEqual(after, before, "the edit changed nothing");
    await this.write(name, after);
  }

  /** Copies files and folders of this project that the copy has not. */
  async copy(...names: string[]): Promise<void> {
    for (const name of names) await copyFolder(join(HERE, name), this.path(name));
  }

  /** Runs a task. */
  async run(
    task: string,
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", task, ...args],
      cwd: this.folder,
      env: { NO_COLOR: "1", INIT_CWD: this.folder, ...env },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  }

  /** Runs `report`; gives which notebooks were run (`en/a`…), and whether the pages were written. */
  async report(
    { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
  ): Promise<{ ran: string[]; wrote: boolean; said: string }> {
    const { code, stderr: said } = await this.run("report", [...args], env);
    assert.equal(code, 0, said);
    const ran = [...said.matchAll(/^notebooks\/(\S+)\.ipynb: \d+ cells run/gm)];
    return {
      ran: ran.map((match) => match[1]!).sort(),
      wrote: !/unchanged, not written again/.test(said),
      said,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}
