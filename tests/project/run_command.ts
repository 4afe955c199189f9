/** Runs a command of the project as its task does: same permissions, its own process. */

/** What a process printed and how it ended. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = new URL("../../", import.meta.url);

/** Runs a task of deno.json; `flags` are put before its own. */
export async function runTask(
  task: string,
  args: readonly string[],
  options: {
    readonly flags?: readonly string[];
    readonly env?: Record<string, string>;
    /** The Deno that runs it, where it is not the one that runs the tests. */
    readonly program?: string;
  } = {},
): Promise<Run> {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const [deno, run, ...rest] = (tasks[task].command as string).split(" ");
  if (deno !== "deno" || run !== "run") throw new Error(`Not a single deno run: ${task}`);
  const { code, stdout, stderr } = await new Deno.Command(options.program ?? Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...options.flags ?? [], ...rest, ...args],
    cwd: ROOT,
    // Whoever runs the tests may stand elsewhere and be debugging.
    env: { INIT_CWD: "", DEBUG: "", ...options.env },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}
