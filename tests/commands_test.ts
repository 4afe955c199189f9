/** Whole commands, each in a process of its own as a user runs it: what it prints, how it ends, and what it leaves in its folder. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "./import_graph.ts";

interface Run {
  readonly title: string;
  /** A task, and its arguments. */
  readonly command: readonly string[];
  /** Files that are there before, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly says?: RegExp;
  /** Files that are there afterwards, and what they hold. */
  readonly leaves?: Readonly<Record<string, RegExp>>;
}

const notebook = (source: string, output?: string) =>
  JSON.stringify({
    cells: [{
      cell_type: "code",
      metadata: {},
      source,
      execution_count: null,
      outputs: output === undefined
        ? []
        : [{ output_type: "stream", name: "stdout", text: output }],
    }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 4,
  });
const PERMITS = "District,2023,2024,Total\nNorth,112,98,210\nSouth,64,x,149\n";

const RUNS: readonly Run[] = [
  {
    title: "report runs a notebook and writes its page",
    command: ["report", "a.ipynb", "--out", "pages"],
    files: { "a.ipynb": notebook("6 * 7") },
    status: 0,
    says: /pages\/a\.html/,
    leaves: { "pages/a.html": />42</ },
  },
  {
    title: "report --no-execute shows what is saved",
    command: ["report", "a.ipynb", "--out", "pages", "--no-execute"],
    files: { "a.ipynb": notebook("throw 1", "as saved") },
    status: 0,
    leaves: { "pages/a.html": /as saved/ },
  },
  {
    title: "report names the cell that fails, and writes no page",
    command: ["report", "a.ipynb", "--out", "pages"],
    files: { "a.ipynb": notebook("null.x;") },
    status: 1,
    says: /error: Cannot run "\S*a\.ipynb", cell 1, line 1/,
  },
  {
    title: "report says that there is no such notebook",
    command: ["report", "none.ipynb"],
    status: 1,
    says: /error: Cannot read "\S*none\.ipynb": there is no such file/,
  },
  {
    title: "report refuses an option that it does not know",
    command: ["report", "--no-such"],
    status: 2,
    says: /error: Unknown option "--no-such"\n {2}hint: the options are --help/,
  },
  {
    title: "new makes a release folder of a table",
    command: ["new", "permits", "--from", "p.csv", "--mark=x=suppressed", "--yes"],
    files: { "p.csv": PERMITS },
    status: 0,
    leaves: {
      "permits/datapackage.json": /"name": "permits"/,
      "permits/notebooks/fr/start.fr.ipynb": /@crosses\/counts/,
      "permits/deno.json": /@crosses\/counts/,
    },
  },
  {
    title: "new says what is missing",
    command: ["new", "permits", "--from", "none.csv"],
    status: 2,
    says: /error: Cannot read "none\.csv": there is no such file/,
  },
  {
    title: "audit says what may be said of a release",
    command: ["audit", new URL("data/28731", ROOT).pathname],
    status: 0,
    says: /16 suppressed/,
  },
  {
    title: "audit names a folder that is none",
    command: ["audit", "none"],
    status: 1,
    says: /error: Cannot read "\S*none": it does not exist/,
  },
  {
    title: "check says where a cell has the wrong type",
    command: ["check", "a.ipynb"],
    files: { "a.ipynb": notebook('const n: number = "one";') },
    status: 1,
    says: /cell 1, line 1, column 7: Type 'string' is not assignable to type 'number'/,
  },
  {
    title: "verify sees that a saved output is no longer shown",
    command: ["verify", "a.ipynb"],
    files: { "a.ipynb": notebook('console.log("new")', "old\n") },
    status: 1,
    says: /cell 1 .*old.*new/,
  },
  {
    title: "kernel takes no argument",
    command: ["kernel", "deno"],
    status: 2,
    says: /error: Cannot register "deno"/,
  },
  {
    title: "pack packs all or none",
    command: ["pack", "counts"],
    status: 2,
    says: /Cannot pack one/,
  },
  ...["report", "verify", "audit", "new", "kernel", "bench", "check", "pack"].map((task): Run => ({
    title: `${task} --help says how it is used`,
    command: [task, "--help"],
    status: 0,
    says: /^Usage: npx --yes deno task /m,
  })),
];

const config = new URL("deno.json", ROOT).pathname;

for (const { title, command: [task, ...args], files = {}, status, says, leaves = {} } of RUNS) {
  Deno.test(title, async () => {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "command-" }));
    try {
      for (const [name, text] of Object.entries(files)) {
        await Deno.writeTextFile(join(folder, name), text);
      }
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["task", "--quiet", "--config", config, task!, ...args],
        cwd: folder,
        env: { NO_COLOR: "1", INIT_CWD: folder, DEBUG: "" },
        stdin: "null",
      }).output();
      const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
      assert.equal(code, status, said);
      if (says) assert.match(said, says);
      assert.doesNotMatch(said, /\n\s+at (file|async|Object|new) |--allow-(?!errors)/);
      for (const [name, content] of Object.entries(leaves)) {
        assert.match(await Deno.readTextFile(join(folder, name)), content, name);
      }
      // Nothing half made, and no page of a run that failed.
      const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
      const made = Object.keys(leaves).map((name) => name.split("/")[0]!);
      assert.deepEqual(new Set(left), new Set([...Object.keys(files), ...made]));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
