/** The kernelspec "deno": the file by which Jupyter and VS Code know how to start the kernel. */
import { posix, win32 } from "node:path";
import { z } from "zod";
import { quote, RegistrationError } from "../errors.ts";
import { writeAside } from "../report/write.ts";

/** @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
const kernelspec = z.looseObject({
  argv: z.array(z.string()).min(1),
  display_name: z.string(),
  language: z.string().optional(),
  interrupt_mode: z.enum(["signal", "message"]).optional(),
});
export type Kernelspec = z.infer<typeof kernelspec>;

/** What follows the path of Deno on a kernel's command line. */
const KERNEL_ARGUMENTS = ["jupyter", "--kernel", "--conn", "{connection_file}"] as const;

/** Where a platform's Jupyter looks for what its user installed. */
export interface Platform {
  readonly os: typeof Deno.build.os;
  readonly environment: (variable: string) => string | undefined;
}

/**
 * The folder of the kernelspec, below Jupyter's user data folder, by the rules of `jupyter_core`.
 * @see https://docs.jupyter.org/en/stable/use/jupyter-directories.html
 * @throws {RegistrationError} when the environment names no home folder
 */
export function kernelspecFolder({ os, environment }: Platform): string {
  const { join } = os === "windows" ? win32 : posix;
  const folder = (...names: string[]) => join(...names, "kernels", "deno");
  const data = environment("JUPYTER_DATA_DIR");
  if (data) return folder(data);
  const home = environment("HOME") || environment("USERPROFILE");
  if (os === "windows") {
    const roaming = environment("APPDATA");
    if (roaming) return folder(roaming, "jupyter");
  }
  if (!home) {
    throw new RegistrationError(
      "Cannot find Jupyter's folder for your kernels: HOME is not set",
      "set HOME, or JUPYTER_DATA_DIR to the folder that `jupyter --data-dir` prints",
    );
  }
  if (os === "darwin") return folder(home, "Library", "Jupyter");
  if (os === "windows") {
    return folder(environment("JUPYTER_CONFIG_DIR") || join(home, ".jupyter"), "data");
  }
  return folder(environment("XDG_DATA_HOME") || join(home, ".local", "share"), "jupyter");
}

/**
 * The kernelspec that stands in a folder; undefined where there is none.
 * @throws {RegistrationError} when it starts something else than Deno's kernel, or cannot be read
 */
export async function readKernelspec(folder: string): Promise<Kernelspec | undefined> {
  const path = kernelspecPath(folder);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new RegistrationError(`Cannot read ${quote(path)}: ${(error as Error).message}`);
  }
  const spec = parse(text);
  if (spec === undefined) throw notOurs(folder, "it is no kernelspec that Jupyter could read");
  const [program, ...args] = spec.argv;
  if (args.join("\n") === KERNEL_ARGUMENTS.join("\n")) return spec;
  throw notOurs(
    folder,
    `it starts ${quote([program, ...args].join(" "))}, which is not Deno's kernel`,
  );
}

/**
 * The spec to register: what stood there, with the program given and interrupts as messages.
 *
 * Without `interrupt_mode` Jupyter interrupts a kernel by SIGINT, and that ends Deno's with all that its cells
 * held; `deno jupyter --install` leaves it out.
 */
export function kernelspecFor(program: string, earlier: Kernelspec | undefined): Kernelspec {
  return {
    ...earlier ?? { display_name: "Deno", language: "typescript" },
    argv: [program, ...KERNEL_ARGUMENTS],
    interrupt_mode: "message",
  };
}

/** Writes the spec in one step: Jupyter never finds half of one. */
export async function writeKernelspec(folder: string, spec: Kernelspec): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await writeAside(kernelspecPath(folder), JSON.stringify(spec, null, 2) + "\n");
}

export function kernelspecPath(folder: string): string {
  return `${folder}${folder.includes("\\") ? "\\" : "/"}kernel.json`;
}

function parse(text: string): Kernelspec | undefined {
  try {
    return kernelspec.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function notOurs(folder: string, why: string): RegistrationError {
  return new RegistrationError(
    `Cannot register the kernel "deno": ${
      quote(kernelspecPath(folder))
    } is there already, and ${why}`,
    "it was left as it is; move that folder away, or remove it by `jupyter kernelspec remove deno`, and try again",
  );
}
