/** Starts a kernel, refuses one that cannot be trusted, and tries one that is registered. */
import { SELF_TEST, setupCode } from "./bootstrap.ts";
import { TOO_MANY } from "@crosses/text/command";
import { Kernel, KernelEndedError } from "./kernel.ts";

interface StartOptions {
  /** The working directory: a notebook's folder. */
  readonly cwd: string;
  /** The command to which the connection file is appended; by default the Deno that runs this. */
  readonly command?: readonly string[];
  readonly startTimeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/** No usable kernel came about. The message says why, to a reader who knows nothing of kernels. */
export class KernelStartError extends Error {
  override readonly name = "KernelStartError";
  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}

/** How often to ask for other ports when another process was faster. */
const MOST_ATTEMPTS = 4;
const START_TIMEOUT_SECONDS = 45;

/**
 * Starts a fresh Deno kernel, ready to run cells. It may be started while another still runs. One that stays silent is given up
 * for another, once: no cell has run in it.
 * @param limit aborts when a start has taken long enough
 * @throws {KernelStartError} when it cannot be started, does not answer in time, or reports errors as success
 * @throws the signal's reason when that aborts
 */
export async function startKernel(
  options: StartOptions,
  limit = () => AbortSignal.timeout(1_000 * (options.startTimeoutSeconds ?? START_TIMEOUT_SECONDS)),
): Promise<Kernel> {
  let isSecond = false;
  for (let attempt = 1;; attempt++) {
    const late = limit();
    try {
      return await startOnce(options, late);
    } catch (error) {
      if (late.aborted && error === late.reason) {
        if (isSecond) throw silent(options);
        isSecond = true;
        continue;
      }
      if (!(error instanceof KernelEndedError)) throw error;
      const { code, signal, said } = error.end;
      // As a shell says it.
      if (code === 127) throw noProgram(options.command ?? [Deno.execPath()], options.cwd);
      const isPortTaken = /AddrInUse|address (already )?in use|os error (98|48|10048)/i.test(said);
      if (isPortTaken && attempt < MOST_ATTEMPTS) continue;
      if (/Too many open files/i.test(said)) {
        throw new KernelStartError(
          "the Deno kernel may not open as many files as it needs",
          TOO_MANY,
        );
      }
      const how = signal ? `was ended by ${signal}` : `ended with status ${code}`;
      throw new KernelStartError(
        `the Deno kernel ${how} before it could be used${said ? `. It said:\n${said}` : ""}`,
        isPortTaken
          ? "other programs took every port that it was offered; try again"
          : "try `deno jupyter --status` and `deno --version` in the notebook's folder",
      );
    }
  }
}

function silent({ startTimeoutSeconds = START_TIMEOUT_SECONDS }: StartOptions): KernelStartError {
  return new KernelStartError(
    `the Deno kernel did not answer within ${startTimeoutSeconds} s of its start, and nor did another`,
    "is the machine very busy? Try again",
  );
}

async function startOnce(options: StartOptions, late: AbortSignal): Promise<Kernel> {
  const { cwd, signal } = options;
  const command = options.command ?? [Deno.execPath(), "jupyter", "--quiet", "--kernel", "--conn"];
  signal?.throwIfAborted();
  const kernel = spawn(command, cwd);
  const stop = new AbortController();
  const signals = AbortSignal.any([stop.signal, late, ...signal ? [signal] : []]);
  try {
    await Promise.race([prepare(kernel, signals), endOf(kernel)]);
    return kernel;
  } catch (error) {
    // Whoever is still being waited for: it may be another program, which never answers.
    stop.abort(error);
    await kernel.close();
    throw error;
  }
}

function spawn(command: readonly string[], cwd: string): Kernel {
  try {
    return new Kernel(command, cwd);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw noProgram(Deno.build.os === "windows" ? command : ["sh"], cwd);
    }
    if (/^(AddrNotAvailable|AddrInUse|PermissionDenied)$/.test((error as Error).name)) {
      const { message } = error as Error;
      throw new KernelStartError(
        `the Deno kernel cannot be spoken to: no port of 127.0.0.1 can be had (${message})`,
        "does this machine have a loopback interface that is up, and free ports?",
      );
    }
    throw error;
  }
}

function noProgram(command: readonly string[], cwd: string): KernelStartError {
  return new KernelStartError(
    `the Deno kernel cannot be started: there is no program ${JSON.stringify(command[0])}, ` +
      `or no folder ${JSON.stringify(cwd)}`,
  );
}

async function prepare(kernel: Kernel, signal: AbortSignal): Promise<void> {
  await kernel.connect(signal);
  const { implementation, implementation_version: version } = kernel.info;
  const setup = await kernel.execute(setupCode(kernel.secret), { silent: true, signal });
  if (setup.status !== "ok") {
    throw new KernelStartError(
      `the kernel is not one that can be used: ${implementation} ${version}`,
      `it cannot be prepared: ${setup.evalue}`,
    );
  }
  const test = await kernel.execute(SELF_TEST, { silent: true, signal });
  if (test.status === "ok") {
    throw new KernelStartError(
      `the kernel of Deno ${version} cannot be trusted: it reports cells that fail as successful`,
      "use Deno 2.9 or newer; 2.8.2 and 2.8.3 have this fault (denoland/deno#35290)",
    );
  }
  await kernel.flush(signal);
  // Notices of the kernel itself.
  kernel.takePrinted();
}

async function endOf(kernel: Kernel): Promise<never> {
  throw new KernelEndedError(await kernel.process.ended);
}

/** The first import on a machine downloads. */
const OWN_TIMEOUT_MS = 300_000;
const INTERRUPT_TIMEOUT_MS = 5_000;

/** A claim, and what was found instead; undefined where it holds. */
export type CheckResult = readonly [claim: string, fault: string | undefined];

/** What is tried, in this order, on one kernel; each gives what was found instead. */
const CHECKS: Readonly<Record<string, (kernel: Kernel) => Promise<string | undefined>>> = {
  async "1,000 printed lines all arrive, in order"(kernel) {
    let heard = "";
    kernel.listener = {
      onMessage: (message) => {
        if (message.type === "stream") heard += message.content.text;
      },
    };
    await kernel.execute("for (let i = 0; i < 1_000; i++) console.log(i);");
    await kernel.flush();
    const lines = Array.from({ length: 1_000 }, (_, i) => `${i}\n`).join("");
    return heard === lines ? undefined : `${heard.split("\n").length - 1} lines arrived`;
  },
  async "an interrupt stops `while (true) {}`, and the kernel lives on"(kernel) {
    const running = Promise.withResolvers<void>();
    kernel.listener = { onMessage: ({ type }) => type === "stream" && running.resolve() };
    const signal = AbortSignal.timeout(INTERRUPT_TIMEOUT_MS);
    const looping = kernel.execute(
      `globalThis.kept = 42; console.log("on"); while (true) {}`,
      { signal },
    );
    await Promise.race([running.promise, looping]);
    await kernel.interrupt();
    await looping;
    const { status } = await kernel.execute("if (kept !== 42) throw new Error()");
    return status === "ok" ? undefined : "what the cells before held is gone";
  },
};

/**
 * Tries a kernel in what a notebook relies on, and in code of one's own, which is to end without an error.
 * @param command the kernel's, to which a connection file is appended
 * @param own code by what it shows to be so
 * @example
 * ```ts
 * import { checkKernel } from "@crosses/notebooks";
 * import assert from "node:assert/strict";
 *
 * const command = [Deno.execPath(), "jupyter", "--kernel", "--conn"];
 * for await (const [claim, fault] of checkKernel(command, Deno.cwd(), { "one is one": "1" })) {
 *   assert.equal(fault, undefined, claim);
 * }
 * ```
 */
export async function* checkKernel(
  command: readonly string[],
  cwd: string,
  own: Readonly<Record<string, string>> = {},
): AsyncGenerator<CheckResult> {
  const starts = "it starts, and reports a cell that throws as an error";
  try {
    await using kernel = await startKernel({ cwd, command });
    yield [starts, undefined];
    for (const [claim, run] of Object.entries(CHECKS)) yield [claim, await tried(run(kernel))];
    for (const [claim, code] of Object.entries(own)) {
      yield [claim, await tried(runOwn(kernel, code))];
    }
  } catch (error) {
    if (!(error instanceof KernelStartError)) throw error;
    yield [starts, [error.message, error.hint].filter(Boolean).join("; ")];
  }
}

async function runOwn(kernel: Kernel, code: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(OWN_TIMEOUT_MS);
  const { status, ename, evalue } = await kernel.execute(code, { signal });
  return status === "ok" ? undefined : `${ename}: ${evalue}`;
}

async function tried(check: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof KernelEndedError) return "the kernel ended";
    if (error instanceof DOMException && error.name === "TimeoutError") return "it took too long";
    throw error;
  }
}
