/** `deno task kernel`: registers Deno's kernel for Jupyter and VS Code. */
import { join, relative } from "node:path";
import { RegistrationError, UsageError } from "../errors.ts";
import { environment, parseCommandLine, runCommand, terminalSafe } from "./command.ts";
import { checkKernel } from "./kernel_check.ts";
import { kernelspecFolder, kernelspecPath, readKernelspec } from "./kernelspec.ts";
import { findJupyter, missingExtensions } from "./notebook_tools.ts";
import { NOTEBOOKS_FOLDER, PROJECT_FOLDER } from "./places.ts";
import { registerKernel, type Registration } from "./register_kernel.ts";

export const USAGE = `
Usage: deno task kernel [--check]

Registers Deno's kernel for Jupyter and VS Code, for you alone, under the name "deno", and says what
to open. What another registered under that name is left alone. A second run changes nothing.
To undo it: jupyter kernelspec remove deno

  --check   tries the registered kernel: errors, late output, interrupts, imports
  --help    prints this

Exit status: 0 done, 1 it cannot be registered or a check failed, 2 wrong command line.
`;

/** Runs the command; gives the exit status. */
export async function kernel(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, { check: { type: "boolean" } });
  if (positionals.length > 0) {
    throw new UsageError(`Cannot register ${JSON.stringify(positionals[0])}`, "give no argument");
  }
  const folder = kernelspecFolder({ os: Deno.build.os, environment });
  if (values.check) return await check(folder);
  say(registrationText(await registerKernel(folder)));
  say(await nextText());
  return 0;
}

function registrationText({ path, program, version, done }: Registration): string {
  const lines = done.length === 0
    ? ["Already registered; nothing was changed."]
    : done[0] === "registered"
    ? ["Registered the kernel “Deno”."]
    : [
      "The kernel “Deno” was registered already, and was mended:",
      ...done.map((one) => `  - ${one}`),
    ];
  return [...lines, `  ${path}`, `  starts Deno ${version}: ${program}`].join("\n");
}

/** What is missing, and what to open. */
async function nextText(): Promise<string> {
  const notebook = relative(PROJECT_FOLDER, join(NOTEBOOKS_FOLDER, "en", "01_tables.ipynb"));
  const missing = await missingExtensions();
  const lab = await findJupyter() === undefined
    ? "not on PATH; `python3 -m pip install jupyterlab` installs it, then"
    : "open";
  const code = missing === undefined
    ? "no extension was found; with it, open this folder, accept the recommended extensions, then"
    : missing.length > 0
    ? `it lacks ${missing.join(" and ")}: ${
      missing.map((id) => `\`code --install-extension ${id}\``).join(", ")
    }, then open this folder and`
    : "open this folder and";
  return [
    "Next:",
    `  Jupyter: ${lab} jupyter lab ${notebook}`,
    `  VS Code: ${code} ${notebook}, choose the kernel “Deno”, and run all`,
    "  To try the kernel itself: deno task kernel --check",
  ].join("\n");
}

async function check(folder: string): Promise<number> {
  const spec = await readKernelspec(folder);
  if (spec === undefined) {
    throw new RegistrationError(
      `No kernel "deno" is registered: there is no ${JSON.stringify(kernelspecPath(folder))}`,
      "`deno task kernel` registers it",
    );
  }
  say(`Trying ${spec.argv.join(" ")}`);
  let faults = 0;
  for await (const { claim, fault } of checkKernel(spec, join(NOTEBOOKS_FOLDER, "en"))) {
    if (fault !== undefined) faults++;
    say(fault === undefined ? `ok      ${claim}` : `FAILED  ${claim}: ${fault}`);
  }
  return faults > 0 ? 1 : 0;
}

function say(text: string): void {
  console.log(terminalSafe(text));
}

if (import.meta.main) await runCommand(kernel, USAGE);
