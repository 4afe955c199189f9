/** Registering Deno's kernel, and leaving alone what others registered. */
import { RegistrationError } from "../errors.ts";
import {
  type Kernelspec,
  kernelspecFor,
  kernelspecPath,
  readKernelspec,
  writeKernelspec,
} from "./kernelspec.ts";
import { isCopy, isPassing, lastingDeno, removeCopies } from "./lasting_deno.ts";

export interface Registration {
  readonly path: string;
  /** The program that starts the kernel, and its version. */
  readonly program: string;
  readonly version: string;
  /** What was done; empty where all was as it should be and no byte was written. */
  readonly done: readonly string[];
}

/** Versions whose kernel reports cells that fail as successful (denoland/deno#35290). */
const FAULTY = ["2.8.2", "2.8.3"];

/**
 * Registers the kernel "deno" in a kernelspec's folder. Of a spec for Deno's kernel that stands there all is kept
 * that works: its Deno, where it can be started and will last, its name and its environment.
 * @throws {RegistrationError} when something else stands there, or the folder cannot be written
 */
export async function registerKernel(folder: string): Promise<Registration> {
  const earlier = await readKernelspec(folder);
  try {
    return await register(folder, earlier);
  } catch (error) {
    if (error instanceof RegistrationError) throw error;
    throw new RegistrationError(
      `Cannot register the kernel in ${JSON.stringify(folder)}: ${(error as Error).message}`,
      "is the folder yours to write, and is there room?",
    );
  }
}

async function register(folder: string, earlier: Kernelspec | undefined): Promise<Registration> {
  const path = kernelspecPath(folder);
  const program = earlier?.argv[0];
  const version = program === undefined ? undefined : await versionOf(program);
  const fault = program === undefined ? undefined : faultOf(program, version, folder);
  if (earlier && version && fault === undefined) {
    if (earlier.interrupt_mode === "message") return { path, program: program!, version, done: [] };
    await writeKernelspec(folder, kernelspecFor(program!, earlier));
    return { path, program: program!, version, done: [INTERRUPTS] };
  }
  const lasting = await lastingDeno(folder);
  const spec = kernelspecFor(lasting, earlier);
  await writeKernelspec(folder, spec);
  await removeCopies(folder, lasting);
  return {
    path,
    program: lasting,
    version: Deno.version.deno,
    done: earlier === undefined ? ["registered"] : [
      `${fault}: it now starts ${lasting}`,
      ...earlier.interrupt_mode === "message" ? [] : [INTERRUPTS],
    ],
  };
}

const INTERRUPTS = "an interrupt is now sent as a message: as a signal, it ended the kernel";

/** Why a registered Deno has to be another; undefined where it may stay. */
function faultOf(program: string, version: string | undefined, folder: string): string | undefined {
  if (version === undefined) return `${program}, which it named, cannot be started`;
  if (FAULTY.includes(version)) {
    return `Deno ${version}, which it started, reports cells that fail as successful`;
  }
  if (isPassing(program)) return `${program}, which it named, may be gone tomorrow`;
  if (isCopy(program, folder) && version !== Deno.version.deno) {
    return `its copy was of Deno ${version}`;
  }
  return undefined;
}

/** The version of a Deno; undefined for what cannot be started, or is something else. */
async function versionOf(program: string): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command(program, { args: ["--version"], stderr: "null" })
      .output();
    return /^deno (\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(stdout))?.[1];
  } catch {
    return undefined;
  }
}
