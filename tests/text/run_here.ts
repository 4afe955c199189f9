/** Runs a command in the process of the test: its exit status, and what it prints. */
import { exitStatus, type Main } from "../../src/text/command.ts";
import type { Run } from "../project/run_command.ts";

/**
 * Not to be called twice at once: what is printed meanwhile is taken to be the command's.
 * @param folder where its user stands
 */
export async function runHere(
  main: Main,
  usage: string,
  args: readonly string[],
  folder: string = Deno.cwd(),
): Promise<Run> {
  const { log, error } = console;
  const { writeSync } = Deno.stderr;
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const cwd = Deno.env.get("INIT_CWD");
  Deno.env.set("INIT_CWD", folder);
  console.log = (line: string) => stdout.push(`${line}\n`);
  console.error = (line: string) => stderr.push(`${line}\n`);
  const decoder = new TextDecoder();
  Deno.stderr.writeSync = (bytes) => {
    stderr.push(decoder.decode(bytes, { stream: true }));
    return bytes.length;
  };
  try {
    const status = await exitStatus(main, usage, args);
    return { status, stdout: stdout.join(""), stderr: stderr.join("") };
  } finally {
    Object.assign(console, { log, error });
    Deno.stderr.writeSync = writeSync;
    if (cwd === undefined) Deno.env.delete("INIT_CWD");
    else Deno.env.set("INIT_CWD", cwd);
  }
}
