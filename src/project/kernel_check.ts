/** A self-test of a registered kernel: what a notebook relies on, tried with the command that Jupyter would run. */
import { type Kernel, KernelEndedError, KernelStartError, startKernel } from "@crosses/notebooks";

/** The first import on a machine downloads. */
const TIMEOUT_MS = 300_000;
const INTERRUPT_TIMEOUT_MS = 5_000;

const IMPORTS = `
import pl from "nodejs-polars";
import * as Plot from "@observablehq/plot";
if (pl.DataFrame({ n: [1, 41] }).getColumn("n").sum() !== 42) throw new Error("Polars cannot add");
if (typeof Plot.plot !== "function") throw new Error("Plot does not draw");
`;

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
  async "Polars and Plot are imported, and work"(kernel) {
    const { status, ename, evalue } = await kernel.execute(IMPORTS, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return status === "ok" ? undefined : `${ename}: ${evalue}`;
  },
};

/** Tries the kernel that a command starts, to which a connection file is appended, in a folder of notebooks. */
export async function* checkKernel(
  command: readonly string[],
  cwd: string,
): AsyncGenerator<CheckResult> {
  const starts = "it starts, and reports a cell that throws as an error";
  try {
    await using kernel = await startKernel({ cwd, command });
    yield [starts, undefined];
    for (const [claim, run] of Object.entries(CHECKS)) yield [claim, await tried(run(kernel))];
  } catch (error) {
    if (!(error instanceof KernelStartError)) throw error;
    yield [starts, [error.message, error.hint].filter(Boolean).join("; ")];
  }
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
