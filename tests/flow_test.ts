/** Imports go one way along each street, and the streets meet only in a command. */
import assert from "node:assert/strict";

/** What a room may import besides itself and what is common; `cli` may import anything, and nothing imports it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "release": [],
  "bounds": ["release"],
  "guard": ["release", "bounds"],
  "frames": ["release", "bounds", "guard"],
  "figures": ["release", "bounds", "guard", "frames"],
  "mod.ts": ["release", "bounds", "guard", "frames", "figures"],
  "intake": ["release", "bounds"],
  "notebook": [],
  "report": ["notebook"],
};
/** Rooms and files that any room may import. */
const COMMON = ["errors.ts", "locale"];

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** `release` for src/release/cell.ts; the file's name for a file that stands in src itself. */
const roomOf = (path: string) => path.split("/")[0]!;

/** Says what is wrong with an import between two files, given by their paths below src/. */
function fault({ from, to }: Edge): string | undefined {
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (fromRoom === toRoom || COMMON.includes(toRoom) || fromRoom === "cli") return;
  const said = `src/${from} imports src/${to}`;
  if (COMMON.includes(fromRoom)) return `${said}: ${fromRoom} may import nothing`;
  const allowed = MAY_IMPORT[fromRoom] ?? [];
  if (allowed.includes(toRoom)) return;
  return `${said}: ${fromRoom} may import ${allowed.join(", ") || "no other room"}`;
}

/** Every import between files of a source folder that can be reached from the given roots, types included. */
async function edgesOf(source: URL, roots: readonly string[]): Promise<Edge[]> {
  const inside = (specifier: string) =>
    specifier.startsWith(source.href) ? specifier.slice(source.href.length) : undefined;
  const edges = new Map<string, Edge>();
  for (const root of roots) {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", new URL(root, source).href],
      cwd: new URL("../", import.meta.url),
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const graph = JSON.parse(new TextDecoder().decode(stdout)) as {
      modules: {
        specifier: string;
        dependencies?: { code?: { specifier?: string }; type?: { specifier?: string } }[];
      }[];
    };
    for (const module of graph.modules) {
      const from = inside(module.specifier);
      if (from === undefined) continue;
      for (const { code, type } of module.dependencies ?? []) {
        for (const target of [code?.specifier, type?.specifier]) {
          const to = target === undefined ? undefined : inside(target);
          if (to !== undefined) edges.set(`${from} ${to}`, { from, to });
        }
      }
    }
  }
  return [...edges.values()];
}

async function filesBelow(folder: URL, prefix = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(new URL(prefix, folder))) {
    if (entry.isDirectory) files.push(...await filesBelow(folder, `${prefix}${entry.name}/`));
    else if (entry.name.endsWith(".ts")) files.push(prefix + entry.name);
  }
  return files;
}

const SOURCE = new URL("../src/", import.meta.url);
const isRoot = (file: string) => file === "mod.ts" || file.startsWith("cli/");

Deno.test("imports in src/ go one way along each street", async () => {
  const roots = (await filesBelow(SOURCE)).filter(isRoot);
  const edges = await edgesOf(SOURCE, roots);
  assert.ok(edges.length > 50, `only ${edges.length} imports were found`);
  assert.deepEqual(edges.map(fault).filter((fault) => fault !== undefined), []);
});

/** Files that import each other, each circle as one list; undefined where there is none. */
function circle(edges: readonly Edge[]): string[] | undefined {
  const targets = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const search = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const { to } of targets.get(file) ?? []) {
      const found = search(to, [...path, file]);
      if (found) return found;
    }
  };
  for (const file of targets.keys()) {
    const found = search(file, []);
    if (found) return found;
  }
}

Deno.test("no files in src/ import each other in a circle, types included", async () => {
  const edges = await edgesOf(SOURCE, (await filesBelow(SOURCE)).filter(isRoot));
  assert.equal(circle(edges)?.join(" → "), undefined);
});

Deno.test("the flow check finds a circle of three files", () => {
  const edges = [["a", "b"], ["b", "c"], ["d", "b"], ["c", "a"]]
    .map(([from, to]) => ({ from: from!, to: to! }));
  assert.deepEqual(circle(edges), ["a", "b", "c", "a"]);
  assert.equal(circle(edges.slice(0, 3)), undefined);
});

Deno.test("every file in src/ is reached from a command or from mod.ts", async () => {
  const files = await filesBelow(SOURCE);
  const reached = new Set((await edgesOf(SOURCE, files.filter(isRoot))).map(({ to }) => to));
  assert.deepEqual(files.filter((file) => !reached.has(file) && !isRoot(file)), []);
});

Deno.test("the flow check finds a file of release that imports from figures", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const source = new URL(`file://${await Deno.realPath(folder)}/src/`);
    await Deno.mkdir(new URL("release/", source), { recursive: true });
    await Deno.mkdir(new URL("figures/", source));
    await Deno.writeTextFile(new URL("figures/b.ts", source), "export type B = 1;\n");
    await Deno.writeTextFile(
      new URL("release/a.ts", source),
      'import type { B } from "../figures/b.ts";\nexport type A = B;\n',
    );
    const edges = await edgesOf(source, ["release/a.ts"]);
    assert.deepEqual(edges.map(fault), [
      "src/release/a.ts imports src/figures/b.ts: release may import no other room",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the flow check keeps the streets apart", () => {
  assert.match(fault({ from: "report/a.ts", to: "guard/b.ts" })!, /report may import notebook/);
  assert.match(fault({ from: "mod.ts", to: "notebook/b.ts" })!, /mod.ts may import release/);
  assert.match(fault({ from: "figures/a.ts", to: "cli/b.ts" })!, /figures may import release/);
  assert.equal(fault({ from: "cli/a.ts", to: "report/b.ts" }), undefined);
});
