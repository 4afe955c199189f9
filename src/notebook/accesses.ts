/**
 * What a kernel read, wrote and reached, as Deno itself notes it.
 *
 * With `DENO_AUDIT_PERMISSIONS` Deno writes a line for each access that it checks: files and folders, modules that are
 * imported, transitively, environment variables, sockets that listen, native libraries. It is not complete. A process
 * that may do everything, as a kernel may, starts programs and fetches without a check (Deno 2.9.6), and what a native
 * library opens by itself, Deno does not see.
 * @see https://docs.deno.com/runtime/fundamentals/security/
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** One access. The same may stand several times. */
export interface Access {
  /** `read`, `write`, `env`, `net`, `ffi`, `sys`… */
  readonly permission: string;
  /** An absolute path, a variable, a host with its port…; empty where all of a kind was asked for. */
  readonly value: string;
}

const access = z.object({
  permission: z.string(),
  value: z.string().nullish().transform((value) => value ?? ""),
});

/** Permissions whose values are paths. */
const OF_PATHS = ["read", "write", "ffi"];

/**
 * Reads Deno's log; undefined where there is none, as with a Deno that does not write it. Relative paths are taken from
 * `cwd`, where the process was started.
 */
export async function readAccesses(path: string, cwd: string): Promise<Access[] | undefined> {
  try {
    const lines = (await Deno.readTextFile(path)).split("\n").filter((line) => line !== "");
    return lines.map((line) => {
      const { permission, value } = access.parse(JSON.parse(line));
      if (value === "" || !OF_PATHS.includes(permission)) return { permission, value };
      return {
        permission,
        value: value.startsWith("file:") ? fileURLToPath(value) : resolve(cwd, value),
      };
    });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
