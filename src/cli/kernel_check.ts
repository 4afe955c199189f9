/** A self-test of a registered kernel: what a notebook relies on, tried with the command that Jupyter would run. */
import { type Kernel, KernelEndedError } from "../notebook/kernel.ts";
import { KernelStartError, startKernel } from "../notebook/start_kernel.ts";
import type { Kernelspec } from "./kernelspec.ts";

export interface CheckResult {
  readonly claim: string;
  /** What was found instead; undefined where the claim holds. */
  readonly fault?: string;
}

interface Check {
  readonly claim: string;
  /** Gives what was found instead, if the claim does not hold. */
  run(kernel: Kernel, spec: Kernelspec): Promise<string | undefined>;
}

/** Printed lines: many more than the kernel sends before it says that it is idle. */
const LINES = 1_000;
/** The first import on a machine downloads. */
const IMPORT_TIMEOUT_MS = 300_000;
const INTERRUPT_TIMEOUT_MS = 5_000;

const CHECKS: readonly Check[] = [
  {
    claim: "a cell that throws is reported as an error",
    async run(kernel) {
      const { status, ename } = await kernel.execute(`throw new RangeError("on purpose")`);
      return status === "error" && ename === "RangeError"
        ? undefined
        : `it is reported as ${status}`;
    },
  },
  {
    claim: `${LINES.toLocaleString("en")} printed lines all arrive, in order`,
    async run(kernel) {
      let heard = "";
      kernel.listener = {
        onMessage: (message) => {
          if (message.type === "stream") heard += message.content.text;
        },
      };
      await kernel.execute(`for (let i = 0; i < ${LINES}; i++) console.log(i);`);
      await kernel.flush();
      const lines = Array.from({ length: LINES }, (_, i) => `${i}\n`).join("");
      return heard === lines ? undefined : `${heard.split("\n").length - 1} lines arrived`;
    },
  },
  {
    claim: "an interrupt stops `while (true) {}`, and the kernel lives on",
    async run(kernel, { interrupt_mode: mode }) {
      const running = Promise.withResolvers<void>();
      kernel.listener = {
        onMessage: ({ type }) => {
          if (type === "stream") running.resolve();
        },
      };
      const patience = new AbortController();
      const looping = kernel.execute(LOOP, { signal: patience.signal });
      looping.catch(() => {});
      await Promise.race([running.promise, looping]);
      const timer = setTimeout(() => patience.abort(), INTERRUPT_TIMEOUT_MS);
      try {
        if (mode === "message") await kernel.interrupt();
        else Deno.kill(kernel.process.pid, "SIGINT");
        await looping;
      } catch (error) {
        return error instanceof KernelEndedError ? "the interrupt ended the kernel" : "it went on";
      } finally {
        clearTimeout(timer);
      }
      const { status } = await kernel.execute("if (kept !== 42) throw new Error()");
      return status === "ok" ? undefined : "what the cells before held is gone";
    },
  },
  {
    claim: "Polars and Plot are imported, and work",
    async run(kernel) {
      const signal = AbortSignal.timeout(IMPORT_TIMEOUT_MS);
      const { status, ename, evalue } = await kernel.execute(IMPORTS, { signal });
      return status === "ok" ? undefined : `${ename}: ${evalue}`;
    },
  },
];

const LOOP = `globalThis.kept = 42; console.log("on"); while (true) {}`;

const IMPORTS = `
import pl from "nodejs-polars";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
const frame = pl.DataFrame({ n: [1, 2, 39] });
if (frame.getColumn("n").sum() !== 42) throw new Error("Polars cannot add");
const { document } = parseHTML("<html><body></body></html>");
const drawn = Plot.plot({ document, marks: [Plot.barY(frame.toRecords(), { y: "n" })] });
if (drawn.querySelectorAll("rect").length !== 3) throw new Error("Plot does not draw");
`;

/**
 * Tries a registered kernel for real, each claim on a kernel of its own, in the order of the list.
 * @param cwd the folder of the notebooks that the kernel is for
 */
export async function* checkKernel(spec: Kernelspec, cwd: string): AsyncGenerator<CheckResult> {
  const command = spec.argv.slice(0, -1);
  let isUsable = true;
  for (const check of CHECKS) {
    const { claim } = check;
    try {
      const fault = isUsable
        ? await faultOf(check, await startKernel({ cwd, command }), spec)
        : "not tried";
      yield { claim, fault };
    } catch (error) {
      if (!(error instanceof KernelStartError)) throw error;
      isUsable = false;
      yield { claim, fault: error.message + (error.hint ? `; ${error.hint}` : "") };
    }
  }
}

async function faultOf(
  { run }: Check,
  kernel: Kernel,
  spec: Kernelspec,
): Promise<string | undefined> {
  await using _ending = kernel;
  try {
    return await run(kernel, spec);
  } catch (error) {
    if (error instanceof KernelEndedError) return "the kernel ended";
    if (error instanceof DOMException && error.name === "TimeoutError") return "it took too long";
    throw error;
  }
}
