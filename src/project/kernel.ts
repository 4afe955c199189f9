/** `deno task kernel`: registers Deno's kernel for Jupyter and VS Code. */
import { join, relative } from "node:path";
import { z } from "zod";
import { quote, terminalSafe, UsageError } from "@crosses/text";
import { parseCommandLine, runCommand, userPath, writeFiles } from "@crosses/text/command";
import { checkKernel } from "@crosses/notebooks";
import { NOTEBOOKS_FOLDER, PROJECT_FOLDER, projectNotebooks } from "./places.ts";

export const USAGE = `
Usage: npx --yes deno task kernel [--check]

Registers Deno's kernel for Jupyter and VS Code, for you alone, under the name "deno", as
\`deno jupyter --install\` does, and mends what that leaves out: without it, an interrupt ends the
kernel with all that its cells held. What another registered under that name is left alone.
To undo it: jupyter kernelspec remove deno
Where JUPYTER_DATA_DIR is set, it is registered there.

  --check   tries the registered kernel: errors, late output, interrupts, imports
  --help    prints this

Exit status: 0 done, 1 it cannot be registered or a check failed, 2 wrong command line.
`;

/** @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
const kernelspec = z.looseObject({
  argv: z.array(z.string()).min(1),
  interrupt_mode: z.string().optional(),
});

/** What follows the path of Deno on a kernel's command line. */
const KERNEL_ARGUMENTS = ["jupyter", "--kernel", "--conn", "{connection_file}"];

export async function kernel(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, { check: { type: "boolean" } });
  if (positionals.length > 0) {
    throw new UsageError(`Cannot register ${quote(positionals[0]!)}`, "give no argument");
  }
  const { folder, isNew } = await install();
  const spec = await readSpec(folder);
  const command = [Deno.execPath(), ...KERNEL_ARGUMENTS];
  if (values.check && !isNew) return await check(spec.argv);
  // Without this field Jupyter interrupts by SIGINT, which ends Deno's kernel.
  const mended = { ...spec, argv: command, interrupt_mode: "message" };
  if (JSON.stringify(mended) === JSON.stringify(spec)) say(`Registered already in ${folder}`);
  else {
    await writeFiles(folder, [{ path: "kernel.json", content: JSON.stringify(mended, null, 2) }]);
    say(`Registered the kernel “Deno” in ${folder}`);
  }
  say(`It starts Deno ${Deno.version.deno}: ${command[0]}`);
  if (values.check) return await check(command);
  const [first] = await projectNotebooks("en");
  const notebook = relative(PROJECT_FOLDER, first!.path);
  say(`Next: jupyter lab ${notebook}`);
  say(`  or: open this folder in VS Code with the extensions that it recommends, then ${notebook}`);
  return 0;
}

class RegistrationError extends Error {
  override readonly name = "RegistrationError";
  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}

/** Registers the kernel where there is none: in Jupyter's own folder, which Deno does not look for, or where Deno says. */
async function install(): Promise<{ folder: string; isNew: boolean }> {
  const data = Deno.env.get("JUPYTER_DATA_DIR");
  if (data) return await installIn(join(userPath(data), "kernels", "deno"));
  const { success, stderr, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--install"],
    env: { NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  const [, made, there] = /successfully at (.+)\.$|already exists at (.+), run again/m.exec(said) ??
    [];
  const folder = made ?? there;
  if (folder !== undefined) return { folder, isNew: success };
  const why = said.split("\n").find((line) => line.startsWith("error: "))?.slice(7) ?? said.trim();
  throw new RegistrationError(
    `Cannot register the kernel: ${why}`,
    "is the folder yours to write, and is there room?",
  );
}

async function installIn(folder: string): Promise<{ folder: string; isNew: boolean }> {
  const spec = { argv: [Deno.execPath(), ...KERNEL_ARGUMENTS], display_name: "Deno" };
  try {
    await Deno.mkdir(folder, { recursive: true });
    const path = join(folder, "kernel.json");
    const content = JSON.stringify({ ...spec, language: "typescript" });
    await Deno.writeTextFile(path, content, { createNew: true });
    return { folder, isNew: true };
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return { folder, isNew: false };
    throw new RegistrationError(
      `Cannot register the kernel: ${quote(folder)} cannot be written`,
      "it is in JUPYTER_DATA_DIR: is that a folder, and yours to write?",
    );
  }
}

/** @throws {RegistrationError} where another's kernel stands under that name */
async function readSpec(folder: string): Promise<z.infer<typeof kernelspec>> {
  const path = join(folder, "kernel.json");
  try {
    const spec = kernelspec.parse(JSON.parse(await Deno.readTextFile(path)));
    if (spec.argv.slice(1).join("\n") === KERNEL_ARGUMENTS.join("\n")) return spec;
  } catch {
    // Not one that Jupyter could read: said below.
  }
  throw new RegistrationError(
    `Cannot register the kernel "deno": ${quote(path)} is there already, and starts something else`,
    "it was left as it is; `jupyter kernelspec remove deno` removes it",
  );
}

/** What a notebook of one's own may import besides. */
const OWN = {
  "Polars and Plot are imported, and work": `
import pl from "nodejs-polars";
import * as Plot from "@observablehq/plot";
if (pl.DataFrame({ n: [1, 41] }).getColumn("n").sum() !== 42) throw new Error("Polars cannot add");
if (typeof Plot.plot !== "function") throw new Error("Plot does not draw");`,
};

async function check(command: readonly string[]): Promise<number> {
  say(`Trying ${command.join(" ")}`);
  let status = 0;
  for await (const [claim, fault] of checkKernel(command.slice(0, -1), NOTEBOOKS_FOLDER, OWN)) {
    if (fault !== undefined) status = 1;
    say(fault === undefined ? `ok      ${claim}` : `FAILED  ${claim}: ${fault}`);
  }
  return status;
}

function say(text: string): void {
  console.log(terminalSafe(text));
}

if (import.meta.main) await runCommand(kernel, USAGE);
