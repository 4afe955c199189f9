/** Contestants as processes of their own, each as cold as the next. */
import { fileURLToPath } from "node:url";
import { PROJECT_FOLDER } from "../../src/project/places.ts";
import type { Measure } from "./contest.ts";

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Those that are no failure. */
  readonly statuses?: readonly number[];
}

/** A shell that runs a program and then says what processor time it took, with all that it waited for. */
const TIMED = `"$0" "$@"; status=$?; times >&2; exit $status`;

/**
 * Runs a program to its end; gives the time that passed, the processor time where there is a shell that tells, and what
 * the program printed.
 * @throws {Error} when it fails, with what it said
 */
export async function runProcess(
  command: readonly string[],
  { cwd = PROJECT_FOLDER, env = {}, statuses = [0] }: ProcessOptions = {},
): Promise<Measure & { readonly printed: string }> {
  const isTimed = Deno.build.os !== "windows";
  const [program, ...args] = isTimed ? ["sh", "-c", TIMED, ...command] : command;
  const started = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(program!, { args, cwd, env }).output();
  const seconds = (performance.now() - started) / 1_000;
  const decoder = new TextDecoder();
  const lines = decoder.decode(stderr).trim().split("\n");
  // The shell's own times, then those of what it ran.
  const times = isTimed ? lines.splice(-2)[1]! : "";
  if (!statuses.includes(code)) {
    const said = lines.slice(-8).join("\n");
    throw new Error(`${command.slice(0, 5).join(" ")} failed. It said:\n${said}`);
  }
  return { seconds, ...cpuOf(times), printed: decoder.decode(stdout) };
}

/** `0m1.230s 0m0.450s`: user and system. */
function cpuOf(times: string): Pick<Measure, "cpuSeconds"> {
  const parts = [...times.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) return {};
  return {
    cpuSeconds: parts.reduce(
      (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
      0,
    ),
  };
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
