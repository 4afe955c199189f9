/** Each published package by itself: what its registry would take, and what a stranger installs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { COMMANDS } from "../../src/project/pack.ts";
import { members, ROOT } from "../import_graph.ts";

interface Run {
  readonly code: number;
  readonly said: string;
}

async function run(program: string, args: string[], cwd: string | URL): Promise<Run> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1", INIT_CWD: "" },
    stdin: "null",
  }).output();
  return { code, said: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const published = (await members()).filter(({ publish }) => publish !== false);

for (const { name, folder } of published) {
  Deno.test(`${name} passes a publishing dry run, with no slow types`, async () => {
    const { code, said } = await run(
      Deno.execPath(),
      ["publish", "--dry-run", "--allow-dirty"],
      new URL(`src/${folder}/`, ROOT),
    );
    assert.equal(code, 0, said);
    assert.doesNotMatch(said, /warning/i);
  });
}

Deno.test("a packed command has the rights that its README gives", async () => {
  for (const [folder, { rights }] of Object.entries(COMMANDS)) {
    const readme = await Deno.readTextFile(new URL(`src/${folder}/README.md`, ROOT));
    for (const right of rights.filter((right) => right.startsWith("--allow"))) {
      assert.ok(readme.includes(right), `${folder}: ${right}`);
    }
  }
});

Deno.test("all published packages carry one version", () => {
  assert.deepEqual([...new Set(published.map(({ version }) => version))].length, 1);
});

/** Rows of a stranger's own, drawn by the mark that is the reason to install the package. */
const DRAW = `
import { Plot, suppressedBarX } from "@crosses/counts/marks";

const rows = [
  { office: "Dakar", value: 12, status: "published" },
  { office: "Lima", value: null, lower: 0, upper: 7, mark: "x", status: "suppressed" },
];
const svg = Plot.plot({ marks: [suppressedBarX(rows, { y: "office" })] });
console.log(svg.querySelectorAll("pattern").length, svg.outerHTML.includes("<text") && />x</.test(svg.outerHTML));
`;

Deno.test("tarballs install in an empty folder, draw under Node and Deno, and bring commands that run", async (t) => {
  const packed = await run(Deno.execPath(), ["task", "pack"], ROOT);
  assert.equal(packed.code, 0, packed.said);
  const tarballs = packed.said.split("\n").filter((line) => line.endsWith(".tgz"));
  assert.equal(tarballs.length, published.length);
  const folder = await Deno.makeTempDir({ prefix: "packages-" });
  try {
    await Deno.writeTextFile(join(folder, "package.json"), '{ "type": "module" }\n');
    // The native module of Polars weighs 111 MB, and no mark needs it.
    const install = ["install", "--omit=optional", "--no-audit", "--no-fund", "--prefer-offline"];
    const { code, said } = await run("npm", [...install, ...tarballs], folder);
    assert.equal(code, 0, said);
    await Deno.writeTextFile(join(folder, "draw.js"), DRAW);
    await t.step("a suppressed bar, under Node", async () => {
      assert.deepEqual(await run("node", ["draw.js"], folder), { code: 0, said: "1 true\n" });
    });
    await t.step("a suppressed bar, under Deno", async () => {
      const args = ["run", "--allow-read", "--allow-env", "draw.js"];
      assert.deepEqual(await run(Deno.execPath(), args, folder), { code: 0, said: "1 true\n" });
    });
    await t.step("dependencies are pinned exactly", async () => {
      for (const { name } of published) {
        const path = join(folder, "node_modules", name, "package.json");
        const { dependencies } = JSON.parse(await Deno.readTextFile(path));
        for (const version of Object.values<string>(dependencies)) {
          assert.match(version, /^\d+\.\d+\.\d+$/, name);
        }
      }
    });
    const bin = (name: string) => join(folder, "node_modules", ".bin", name);
    await t.step("a command without Deno says that it needs it", async () => {
      const { stdout } = await new Deno.Command("which", { args: ["node"] }).output();
      const node = new TextDecoder().decode(stdout).trim();
      const { code, stderr } = await new Deno.Command(node, {
        args: [await Deno.realPath(bin("audit")), "--help"],
        env: { PATH: "" },
      }).output();
      assert.equal(code, 1);
      assert.match(new TextDecoder().decode(stderr), /error: audit needs Deno.*\n {2}hint: npm/);
    });
    await t.step("notebook-report, intake and audit", async () => {
      const path = Deno.env.get("PATH");
      const env = { PATH: `${join(Deno.execPath(), "..")}:${path}`, NO_COLOR: "1", INIT_CWD: "" };
      const command = async (name: string, ...args: string[]) => {
        const { code, stdout, stderr } = await new Deno.Command(bin(name), {
          args,
          cwd: folder,
          env,
          stdin: "null",
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        return new TextDecoder().decode(stdout);
      };
      const cells = [{ cell_type: "code", metadata: {}, source: "6 * 7", outputs: [] }];
      const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 4 };
      await Deno.writeTextFile(join(folder, "talk.ipynb"), JSON.stringify(notebook));
      assert.match(await command("notebook-report", "talk.ipynb"), /talk\.html/);
      assert.match(await Deno.readTextFile(join(folder, "talk.html")), />42</);
      await Deno.writeTextFile(join(folder, "t.csv"), "k,2023,2024\nA,12,x\nB,31,8\n");
      await command("intake", "t", "--from", "t.csv", "--mark=x=suppressed", "--yes");
      assert.match(await command("audit", "t"), /1 suppressed/);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
