/**
 * A command of Deno's: its line, paths as the user meant them, its messages on stderr, its exit status, and files that
 * nobody ever sees half of. Exit status 0: done; 1: what was asked failed; 2: the command line was wrong.
 *
 * @example A command of one option
 * ```ts
 * import { exitStatus, parseCommandLine } from "@crosses/text/command";
 * import assert from "node:assert/strict";
 *
 * const main = (args: readonly string[]) => {
 *   const { values } = parseCommandLine(args, { out: { type: "string" } });
 *   assert.equal(values.out, "dist");
 * };
 * assert.equal(await exitStatus(main, "Usage: …", ["--out", "dist"]), 0);
 * ```
 * @module
 */
import { resolve } from "node:path";
import { tell } from "./process.ts";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearest } from "./nearest.ts";
import { describeProblem, quote, ReleaseError, terminalSafe, UsageError } from "./errors.ts";

export * from "./process.ts";

/** The options of one command, as `parseArgs` of node:util takes them. */
export type Options = NonNullable<ParseArgsConfig["options"]>;

type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>
>;

/** What was given of the options of a command. */
export type Values<T extends Options> = Parsed<T>["values"];

/**
 * Values and positionals of a command line.
 *
 * @throws {UsageError} on an unknown option, a missing value or one too many
 */
export function parseCommandLine<const T extends Options>(
  args: readonly string[],
  options: T,
): Parsed<T> {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    refuseRepeated(args, options);
    return parsed;
  } catch (error) {
    throw usageError(error as Error & { code?: string }, options);
  }
}

/** A second value would silently take the place of the first. */
function refuseRepeated(args: readonly string[], options: Options): void {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  const given = tokens.flatMap((token) => {
    const isOne = token.kind === "option" && token.value !== undefined;
    return isOne && !options[token.name]?.multiple ? [token.name] : [];
  });
  const repeated = given.find((name, at) => given.indexOf(name) < at);
  if (repeated === undefined) return;
  throw new UsageError(`Option "--${repeated}" is given twice`, "it takes one value");
}

function usageError(error: Error & { code?: string }, options: Options): Error {
  if (!error.code?.startsWith("ERR_PARSE_ARGS")) return error;
  const option = /'(--?[^' <]+)/.exec(error.message)?.[1] ?? "";
  const names = ["help", ...Object.keys(options)].map((name) => `--${name}`);
  const known = `the options are ${names.join(", ")}`;
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const near = nearest(option, names);
    return new UsageError(
      `Unknown option ${quote(option)}`,
      near ? `did you mean ${near}?` : known,
    );
  }
  const reason = /does not take/.test(error.message) ? "takes no value" : "needs a value";
  return new UsageError(`Option ${quote(option)} ${reason}`, known);
}

/**
 * The value of an option that takes one of a few words; undefined where it was not given.
 *
 * @throws {UsageError} on any other word
 */
export function oneOf<const T extends string>(
  option: string,
  value: string | undefined,
  words: readonly T[],
): T | undefined {
  const word = words.find((candidate) => candidate === value);
  if (value === undefined || word !== undefined) return word;
  throw new UsageError(
    `Option "--${option}" is ${quote(value)}`,
    `it takes ${words.length > 1 ? "one of " : ""}${words.join(", ")}`,
  );
}

/**
 * The value of `--timeout`; undefined where it was not given.
 *
 * @throws {UsageError} when it is not a number of seconds
 */
export function seconds(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= 86_400) return number;
  throw new UsageError(
    `Option "--timeout" is ${quote(value)}`,
    "it takes a number of seconds above 0, at most 86400",
  );
}

/** An environment variable, or undefined where it is unset or may not be read. Never asks. */
export function environment(variable: string): string | undefined {
  const permission = Deno.permissions.querySync({ name: "env", variable });
  return permission.state === "granted" ? Deno.env.get(variable) : undefined;
}

/**
 * The time that a page says it was made: now, or SOURCE_DATE_EPOCH (seconds since 1970), so that the same inputs give
 * the same bytes.
 *
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 * @throws {UsageError} when the variable is not a whole number of seconds
 */
export function clock(): Date {
  const epoch = environment("SOURCE_DATE_EPOCH");
  if (!epoch) return new Date();
  if (/^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  throw new UsageError(
    `SOURCE_DATE_EPOCH is ${quote(epoch)}`,
    "it takes a whole number of seconds since 1970",
  );
}

/**
 * A path from the command line, absolute. `deno task` changes to the project's folder before it runs
 * anything and leaves in INIT_CWD where the user stood.
 */
export function userPath(path: string): string {
  return resolve(environment("INIT_CWD") || Deno.cwd(), path);
}

/** Whether this process was started by `deno task`, which leaves in INIT_CWD where the user stood. */
export function isTask(): boolean {
  return environment("INIT_CWD") !== undefined;
}

/** How the user runs a command: as a task of its project, or elsewhere by the name under which it is installed. */
export function calledAs(task: string, name: string): string {
  return isTask() ? `npx --yes deno task ${task}` : name;
}

/** A command: takes its arguments, prints its result, and gives the exit status (none means 0). */
export type Main = (args: readonly string[]) => Promise<number | void> | number | void;

/**
 * Runs a command to its exit status: prints the usage on `--help`, and turns every error into
 * `error: …` lines on stderr, without a stack trace unless the environment has DEBUG.
 */
export async function runCommand(main: Main, usage: string): Promise<void> {
  Deno.exitCode = await exitStatus(main, usage, Deno.args);
}

/** `runCommand` without the process: gives the exit status instead of setting it. */
export async function exitStatus(
  main: Main,
  usage: string,
  args: readonly string[],
): Promise<number> {
  const end = args.indexOf("--");
  if (args.slice(0, end < 0 ? undefined : end).some((arg) => arg === "--help" || arg === "-h")) {
    console.log(usage.trim());
    return 0;
  }
  try {
    return (await main(args)) ?? 0;
  } catch (error) {
    for (const line of errorLines(error)) tell(line);
    if (environment("DEBUG")) console.error(error);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Further problems are only counted. */
const MOST_PROBLEMS = 200;

/** The lines that tell a user about an error, with its place and hint where it has them; each fit for a terminal. */
export function errorLines(error: unknown): string[] {
  if (error instanceof ReleaseError) {
    const lines = error.problems.slice(0, MOST_PROBLEMS).flatMap((problem) => {
      const { hint, ...rest } = problem;
      return layOut(describeProblem(rest), hint);
    });
    const more = error.problems.length - MOST_PROBLEMS;
    return more > 0 ? [...lines, ...layOut(`There are ${more} more problems`)] : lines;
  }
  if (error instanceof AggregateError) return error.errors.flatMap(errorLines);
  if (error instanceof UsageError) {
    return layOut(error.message, error.hint ?? "--help shows what there is");
  }
  // Errors with a `hint`, also an undefined one, are those that a user can cause.
  if (error instanceof Error && "hint" in error) {
    return layOut(error.message, error.hint as string | undefined);
  }
  const name = error instanceof Error ? error.name : "throw";
  const message = error instanceof Error ? error.message : String(error);
  if (name in SYSTEM && (name !== "Error" || /\(os error \d+\)/.test(message))) {
    const isTooMany = /\(os error 24\)/.test(message);
    return layOut(`The system refused: ${message}`, isTooMany ? TOO_MANY : SYSTEM[name]);
  }
  return layOut(
    `Unexpected ${name}: ${message.split("\n")[0]}`,
    "this is a fault of the program, not of your files: please report it, with the command " +
      "(the environment variable DEBUG=1 adds a stack trace)",
  );
}

/** What to do where a process may not open as many files as it needs. */
export const TOO_MANY = "raise the limit of open files, which `ulimit -n` shows: 256 are enough";

/** What may be wrong with the machine, by the name of the error. */
const SYSTEM: Readonly<Record<string, string>> = {
  NotCapable: "each command has its own permissions: run it as its README says",
  PermissionDenied: "may you read and write there?",
  BrokenPipe: "whoever was to read what this prints has gone",
  FilesystemLoop: "a link leads back to itself",
  NotADirectory: "a file stands where a folder should be",
  NetworkUnreachable: "does this machine have a loopback interface that is up?",
  AddrInUse: "other programs have taken every port",
  AddrNotAvailable: "does this machine have a loopback interface that is up?",
  Error: "is the disk full, or the machine out of memory or processes?",
};

function layOut(message: string, hint?: string): string[] {
  const lines = terminalSafe(message).split("\n");
  const rest = lines.slice(1).map((line) => `  ${line}`);
  return [`error: ${lines[0]}`, ...rest, ...(hint ? [`  hint: ${terminalSafe(hint)}`] : [])];
}
