/** Commands in this process, with all that they print. */
import assert from "node:assert/strict";
import { exitStatus, type Main } from "../../../src/text/command.ts";

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as its task does, without a process of its own. */
export async function runHere(main: Main, args: readonly string[]): Promise<Said> {
  const { log, error } = console;
  const { writeSync } = Deno.stderr;
  const [stdout, stderr]: string[][] = [[], []];
  console.log = (...parts: unknown[]) => stdout!.push(parts.join(" "));
  console.error = (...parts: unknown[]) => stderr!.push(parts.join(" "));
  // How far it is: told past the console.
  Deno.stderr.writeSync = (bytes) => {
    stderr!.push(new TextDecoder().decode(bytes).trimEnd());
    return bytes.length;
  };
  try {
    const status = await exitStatus(main, "usage", args);
    return { status, stdout: stdout!.join("\n"), stderr: stderr!.join("\n") };
  } finally {
    Object.assign(console, { log, error });
    Deno.stderr.writeSync = writeSync;
  }
}

/** What holds for every command whatever its files hold: a status, told problems, no trace, no control character. */
export function assertWellBehaved({ status, stdout, stderr }: Said): void {
  assert.ok(status === 0 || status === 1, `status ${status}\n${stderr}`);
  assert.doesNotMatch(stderr, /^error: Unexpected|^\s+at .*:\d+:\d+\)?$/m);
  // deno-lint-ignore no-control-regex -- that is what must not be there
  assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  // A release may be valid and contradict itself: then the audit says so in its result.
  if (status === 1 && stdout === "") assert.match(stderr, /^error: /m);
}
