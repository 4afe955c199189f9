/** What docs/dependencies.md says of the packages is true. */
import assert from "node:assert/strict";
import { join } from "node:path";
import root from "../deno.json" with { type: "json" };
import { members } from "./import_graph.ts";

const ROOT = new URL("../", import.meta.url);
const LICENCES =
  /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|MPL-2\.0|PSF-2\.0|BlueOak-1\.0\.0|Unlicense|SEE LICENSE IN LICENSE)$/;

interface Package {
  readonly name: string;
  readonly version: string;
}

/** `npm:/shiki@4.6.0/` → shiki, 4.6.0. */
function packageOf(specifier: string): Package {
  const match = specifier.match(/^(?:npm:)?\/?((?:@[^/@]+\/)?[^/@]+)@([^/_]+)/);
  assert.ok(match, specifier);
  return { name: match[1]!, version: match[2]! };
}

const maps: { name: string; imports: Readonly<Record<string, string>> }[] = [
  { name: "the root", imports: root.imports },
  ...await members(),
];
const specifiers = [...new Set(maps.flatMap(({ imports }) => Object.values(imports)))];
const direct = specifiers.map(packageOf);

async function cacheFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).npmCache;
}

async function licenceOf(cache: string, { name, version }: Package): Promise<string | undefined> {
  try {
    const path = join(cache, "registry.npmjs.org", name, version, "package.json");
    return String(JSON.parse(await Deno.readTextFile(path)).license);
  } catch (error) {
    // A native module for another system: not installed here.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("every package is pinned to one exact version", () => {
  for (const { name, version } of direct) assert.match(version, /^\d+\.\d+\.\d+(-r\.\d+)?$/, name);
});

Deno.test("docs/dependencies.md has a row for each package, with its version and licence", async () => {
  const page = await Deno.readTextFile(new URL("docs/dependencies.md", ROOT));
  const rows = page.split("\n").filter((line) => /^\| (?!package|---)/.test(line))
    .map((line) => line.split("|").slice(1, 4).map((cell) => cell.trim()).join(" "));
  const cache = await cacheFolder();
  const expected = await Promise.all(
    direct.map(async (one) => `${one.name} ${one.version} ${await licenceOf(cache, one)}`),
  );
  assert.deepEqual(rows.toSorted(), [...new Set(expected)].toSorted());
});

Deno.test("every package of the lock has a licence that lets this project be passed on", async () => {
  const lock = JSON.parse(await Deno.readTextFile(new URL("deno.lock", ROOT)));
  const cache = await cacheFolder();
  let known = 0;
  for (const key of Object.keys(lock.npm)) {
    const licence = await licenceOf(cache, packageOf(key));
    if (licence === undefined) continue;
    known++;
    assert.match(licence, LICENCES, key);
  }
  assert.ok(known >= direct.length);
});

Deno.test("every member pins the same version of a package", () => {
  for (const { name, version } of direct) {
    for (const other of direct) if (other.name === name) assert.equal(other.version, version, name);
  }
});

Deno.test("every package of a member's import map is imported in that member, and every one of the root's in a test or a notebook", async () => {
  for (const member of await members()) await importsAll([`src/${member.folder}`], member.imports);
  // A notebook of one's own may import Polars and Plot as they are: `kernel --check` tries that.
  await importsAll(["tests", "src/project"], root.imports);
});

async function importsAll(folders: readonly string[], imports: Readonly<Record<string, string>>) {
  const sources: string[] = [];
  for (const folder of folders) await readSources(new URL(`${folder}/`, ROOT), sources);
  const all = sources.join("\n");
  for (const name of Object.keys(imports)) {
    const pattern = new RegExp(
      `(from|import\\()\\s*"${RegExp.escape(name)}${name.endsWith("/") ? "" : '["/]'}`,
    );
    assert.match(all, pattern, `${folders[0]}: ${name}`);
  }
}

async function readSources(folder: URL, sources: string[]): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) await readSources(new URL(`${name}/`, folder), sources);
    else if (name.endsWith(".ts")) sources.push(await Deno.readTextFile(new URL(name, folder)));
  }
}

Deno.test("a first report fetches no package that it cannot use: no native module for musl", async () => {
  const lock = JSON.parse(await Deno.readTextFile(new URL("deno.lock", ROOT)));
  const heavy = Object.keys(lock.npm).filter((name) => /musl/.test(name));
  // After `deno install --frozen=false`: take them out of deno.lock by hand, there and where they are listed.
  assert.deepEqual(heavy, []);
});
