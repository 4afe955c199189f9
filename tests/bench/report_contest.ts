/** The whole report, against nbconvert and against the same computation without any notebook. */
import { join } from "node:path";
import { environment } from "../../src/text/command.ts";
import { projectNotebooks } from "../../src/project/places.ts";
import type { Contest, Contestant } from "./contest.ts";
import { writeFloorScript } from "./floor_script.ts";
import { runProcess } from "./process.ts";

const REPORT = "report, both languages, nothing saved";
const AGAIN = "report again, nothing changed";
const FLOOR = "the same cells in one Deno process, no notebook";
const NBCONVERT = "nbconvert --to html --execute, the same notebooks";

/** Makes the contest ready in a folder of its own. */
export async function reportContest(folder: string, isQuick: boolean): Promise<Contest> {
  const notebooks = (await projectNotebooks(undefined)).map(({ path }) => path);
  const floor = await writeFloorScript(folder, notebooks);
  const deno = Deno.execPath();
  return {
    title: "The whole report",
    rounds: isQuick ? 1 : 5,
    contestants: [
      {
        name: REPORT,
        run: () => runProcess([deno, "task", "report", "--fresh", "--out", join(folder, "report")]),
      },
      {
        // Into the same folder, where each round has just written all of it.
        name: AGAIN,
        run: () => runProcess([deno, "task", "report", "--out", join(folder, "report")]),
      },
      { name: FLOOR, run: () => runProcess([deno, "run", "--allow-all", ...floor]) },
      await nbconvert(folder, notebooks),
    ],
    claims: [
      { of: REPORT, against: NBCONVERT, quantity: "seconds", atMost: 0.33 },
      { of: REPORT, against: NBCONVERT, quantity: "cpuSeconds", atMost: 0.55 },
      { of: REPORT, against: FLOOR, quantity: "seconds", atMost: 3 },
      { of: AGAIN, against: NBCONVERT, quantity: "seconds", atMost: 0.07 },
    ],
  };
}

/** nbconvert with the Deno kernel, which writes into the folder. */
export async function nbconvert(
  folder: string,
  notebooks: readonly string[],
): Promise<Contestant> {
  const program = await findProgram("jupyter-nbconvert");
  if (program === undefined) {
    return {
      name: NBCONVERT,
      absent: "no Jupyter here: set JUPYTER_BIN to the folder of its programs",
      run: () => Promise.reject(new Error("absent")),
    };
  }
  const kernel = join(folder, "kernels", "deno");
  await Deno.mkdir(kernel, { recursive: true });
  const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  const spec = { argv, display_name: "Deno", language: "typescript" };
  await Deno.writeTextFile(join(kernel, "kernel.json"), JSON.stringify(spec));
  const output = ["--output-dir", join(folder, "nbconvert")];
  return {
    name: NBCONVERT,
    run: () =>
      runProcess([program, "--to", "html", "--execute", ...output, ...notebooks], {
        env: { JUPYTER_PATH: folder },
      }),
  };
}

/** A program of Jupyter's: in JUPYTER_BIN, else on the PATH. */
async function findProgram(name: string): Promise<string | undefined> {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  const folders = [environment("JUPYTER_BIN"), ...(environment("PATH") ?? "").split(separator)];
  for (const folder of folders) {
    if (!folder) continue;
    const path = join(folder, name);
    if ((await Deno.stat(path).catch(() => undefined))?.isFile) return path;
  }
  return undefined;
}
