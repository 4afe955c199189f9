/** Contestants as processes of their own, each as cold as the next. */
import { fileURLToPath } from "node:url";
import { PROJECT_FOLDER } from "../places.ts";
import type { Measure } from "./contest.ts";

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end; gives the time that passed, and what it printed.
 * @throws {Error} when it fails, with what it said
 */
export async function runProcess(
  [program, ...args]: readonly string[],
  { cwd = PROJECT_FOLDER, env = {} }: ProcessOptions = {},
): Promise<Measure & { readonly printed: string }> {
  const started = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(program!, { args, cwd, env }).output();
  const seconds = (performance.now() - started) / 1_000;
  const decoder = new TextDecoder();
  if (!success) {
    const said = decoder.decode(stderr).trim().split("\n").slice(-8).join("\n");
    throw new Error(`${program} ${args.slice(0, 4).join(" ")} failed. It said:\n${said}`);
  }
  return { seconds, printed: decoder.decode(stdout) };
}

/** Runs a contestant of this folder in a fresh Deno; it prints its own measure as its last line. */
export async function runContestant(file: string, ...args: string[]): Promise<Measure> {
  return lastMeasure(await runScript(file, ...args));
}

/** Runs a script of this folder's contestants in a fresh Deno. */
export function runScript(file: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`contestants/${file}`, import.meta.url));
  return runProcess([Deno.execPath(), "run", "--allow-all", path, ...args]);
}

/** The measure in the last line that a program printed. */
export function lastMeasure({ printed }: { readonly printed: string }): Measure {
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Measure;
}
