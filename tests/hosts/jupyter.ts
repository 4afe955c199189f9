/** A real Jupyter, where the machine has one. */
import { join } from "node:path";

const PLACES = [Deno.env.get("JUPYTER_BIN"), "/usr/local/bin", "/usr/bin"];

/** The folder of Jupyter's programs: env `JUPYTER_BIN`, else the usual places. */
export function findJupyter(): string | undefined {
  return PLACES.find((folder) => {
    try {
      return folder !== undefined && Deno.statSync(join(folder, "jupyter-nbconvert")).isFile;
    } catch {
      return false;
    }
  });
}

/** A test that needs Jupyter; without it, it is ignored, and its name says why. */
export function jupyterTest(name: string, run: (bin: string) => Promise<void>): void {
  const bin = findJupyter();
  Deno.test({
    name: bin
      ? name
      : `${name} (skipped: no Jupyter; set JUPYTER_BIN to the folder of its programs)`,
    ignore: bin === undefined,
    fn: () => run(bin!),
  });
}

/** Writes the kernel's registration under a data folder of Jupyter's: this Deno, under the name that the notebooks ask for. */
export async function writeKernelspec(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, "kernels", "deno");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    join(folder, "kernel.json"),
    JSON.stringify({
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
    }),
  );
}
