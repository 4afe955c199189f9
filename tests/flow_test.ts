/** Packages import each other by name, through their doors and in one order; rooms import towards the left; nothing in a circle. */
import assert from "node:assert/strict";
import { type Edge, filesBelow, graphOf, type Member, members, ROOT } from "./import_graph.ts";

const SOURCE = new URL("src/", ROOT);

/** The packages that each may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  counts: ["text"],
  notebooks: ["text"],
  intake: ["text", "counts"],
  audit: ["text", "counts"],
  project: ["text", "counts", "notebooks", "intake", "audit"],
};

/** The rooms of a package, in the order of its flow: each imports from those before it. A package without a row has none. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  counts: ["words", "release", "programs", "relations", "guard", "frames", "plot", "marks", "show"],
  notebooks: ["words", "ipynb", "kernel", "run", "page"],
  intake: ["words", "fields", "inferences", "read", "table", "release", "ask", "starter"],
};

const packageOf = (path: string) => path.split("/")[0]!;
/** `release` for counts/release/cell.ts; undefined for a file that stands at the door. */
const roomOf = (path: string) => path.split("/").length > 2 ? path.split("/")[1]! : undefined;

/** What is wrong with an import. */
function fault({ from, to, specifier }: Edge, all: readonly Member[]): string | undefined {
  const said = `src/${from} imports src/${to}`;
  const [importer, imported] = [packageOf(from), packageOf(to)];
  if (importer !== imported) {
    const allowed = MAY_IMPORT[importer] ?? [];
    if (!allowed.includes(imported)) {
      return `${said}: ${importer} may import ${allowed.join(", ") || "no other package"}`;
    }
    const { name, exports } = all.find(({ folder }) => folder === imported)!;
    const doors = Object.keys(exports).map((door) => door.replace(/^\./, name));
    return doors.includes(specifier) ? undefined : `${said}: its doors are ${doors.join(", ")}`;
  }
  // A package that imports itself by its name passes every check here, and fails once it is published.
  if (!specifier.startsWith(".")) return `${said} as "${specifier}": inside, paths are relative`;
  const rooms = ROOMS[importer];
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (rooms === undefined || fromRoom === undefined || fromRoom === toRoom) return;
  if (toRoom === undefined) return `${said}: a room may not import what stands at the door`;
  if (!rooms.includes(fromRoom) || !rooms.includes(toRoom)) return `${said}: an unknown room`;
  if (rooms.indexOf(toRoom) < rooms.indexOf(fromRoom)) return;
  return `${said}: ${fromRoom} may import ${rooms.slice(0, rooms.indexOf(fromRoom)).join(", ")}`;
}

/** What is run or imported from outside: doors, and files that are commands. */
async function roots(): Promise<string[]> {
  const doors = (await members()).flatMap(({ folder, exports }) =>
    Object.values(exports).filter((path) => path.endsWith(".ts"))
      .map((path) => folder + path.slice(1))
  );
  const commands = (await filesBelow(SOURCE)).filter((file) => /^project\/[^/]+\.ts$/.test(file));
  return [...new Set([...doors, ...commands])];
}

Deno.test("packages enter each other by name, through a door, in the order drawn; rooms import towards the left", async () => {
  const { edges } = await graphOf(SOURCE, await roots());
  assert.ok(edges.length > 300, `only ${edges.length} imports were found`);
  const all = await members();
  assert.deepEqual(edges.map((edge) => fault(edge, all)).filter(Boolean), []);
});

/** Files that import each other, each circle as one list; undefined where there is none. */
function circle(edges: readonly Pick<Edge, "from" | "to">[]): string[] | undefined {
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
  const { edges } = await graphOf(SOURCE, await roots());
  assert.equal(circle(edges)?.join(" → "), undefined);
});

Deno.test("the flow check finds a circle of three files", () => {
  const edges = [["a", "b"], ["b", "c"], ["d", "b"], ["c", "a"]]
    .map(([from, to]) => ({ from: from!, to: to! }));
  assert.deepEqual(circle(edges), ["a", "b", "c", "a"]);
  assert.equal(circle(edges.slice(0, 3)), undefined);
});

Deno.test("every file in src/ is reached from a door or a command", async () => {
  const from = await roots();
  const { edges } = await graphOf(SOURCE, from);
  const reached = new Set([...from, ...edges.map(({ to }) => to)]);
  assert.deepEqual((await filesBelow(SOURCE)).filter((file) => !reached.has(file)), []);
});

Deno.test("the flow check names what is wrong with an import", async () => {
  const all = await members();
  const say = (from: string, to: string, specifier: string) => fault({ from, to, specifier }, all);
  assert.match(
    say("counts/a/x.ts", "notebooks/mod.ts", "@crosses/notebooks")!,
    /counts may import text$/,
  );
  assert.match(
    say("audit/x.ts", "counts/guard/rules.ts", "../counts/guard/rules.ts")!,
    /its doors are @crosses\/counts, @crosses\/counts\/release/,
  );
  assert.match(say("counts/marks/x.ts", "counts/mod.ts", "@crosses/counts")!, /paths are relative/);
  assert.match(say("counts/marks/x.ts", "counts/mod.ts", "../mod.ts")!, /stands at the door/);
  assert.match(
    say("counts/release/x.ts", "counts/marks/y.ts", "../marks/y.ts")!,
    /release may import words$/,
  );
  assert.match(say("counts/odd/x.ts", "counts/marks/y.ts", "../marks/y.ts")!, /an unknown room/);
  assert.equal(say("counts/marks/x.ts", "counts/frames/y.ts", "../frames/y.ts"), undefined);
  assert.equal(say("audit/x.ts", "counts/ranges.ts", "@crosses/counts/ranges"), undefined);
});

Deno.test("no package but the project makes a path from where its modules lie: it fails once they are served", async () => {
  for (const file of await filesBelow(SOURCE)) {
    if (packageOf(file) === "project") continue;
    const text = await Deno.readTextFile(new URL(file, SOURCE));
    assert.doesNotMatch(text, /import\.meta\.(url|dirname|filename)/, file);
  }
});

/** The packages and their rooms as a picture in Mermaid, drawn from the imports. */
async function picture(): Promise<string> {
  const { edges } = await graphOf(SOURCE, await roots());
  const boxOf = (path: string) => {
    const room = roomOf(path);
    return room && ROOMS[packageOf(path)] ? `${packageOf(path)}.${room}` : packageOf(path);
  };
  const between = new Set(
    edges.flatMap(({ from, to }) => {
      const [a, b] = packageOf(from) === packageOf(to)
        ? [boxOf(from), boxOf(to)]
        : [packageOf(from), packageOf(to)];
      return a === b || !a!.includes(".") !== !b!.includes(".") ? [] : [`  ${b} --> ${a}`];
    }),
  );
  const rooms = Object.entries(ROOMS).map(([name, rooms]) =>
    [
      `  subgraph ${name}`,
      ...rooms.map((room) => `    ${name}.${room}["${room}/"]`),
      "  end",
    ].join("\n")
  );
  return ["```mermaid", "flowchart LR", ...rooms, ...[...between].sort(), "```"].join("\n");
}

Deno.test("docs/architecture.md shows the imports as they are; UPDATE_PICTURE=1 draws them again", async () => {
  const page = new URL("docs/architecture.md", ROOT);
  const text = await Deno.readTextFile(page);
  const drawn = text.replace(/```mermaid\n[^]*?\n```/, await picture());
  const mayWrite = (await Deno.permissions.query({ name: "env", variable: "UPDATE_PICTURE" }))
        .state === "granted" && Deno.env.get("UPDATE_PICTURE") === "1";
  if (mayWrite) await Deno.writeTextFile(page, drawn);
  else assert.equal(text, drawn);
});
