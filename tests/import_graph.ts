/** The imports between the files of the workspace, types included, and the npm packages that they reach. */
import assert from "node:assert/strict";

export const ROOT = new URL("../", import.meta.url);

/** A member of the workspace, as its deno.json says. */
export interface Member {
  /** Its folder below src/. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** Files by the path with which they are imported: `./ranges` → `./ranges.ts`. */
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly publish?: boolean;
}

export interface Edge {
  /** Below src/. */
  readonly from: string;
  readonly to: string;
  /** As it is written. */
  readonly specifier: string;
}

export interface Graph {
  readonly edges: readonly Edge[];
  /** Names of npm packages that the roots reach by themselves, not through other packages. */
  readonly npm: readonly string[];
}

/** Every member that the root's deno.json lists. */
export async function members(): Promise<Member[]> {
  const { workspace } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  return await Promise.all((workspace as string[]).map(async (path) => {
    const config = JSON.parse(await Deno.readTextFile(new URL(`${path}/deno.json`, ROOT)));
    return { exports: {}, imports: {}, ...config, folder: path.replace("./src/", "") };
  }));
}

/** All that files below a source folder, given by their paths in it, import and reach. */
export async function graphOf(source: URL, roots: readonly string[]): Promise<Graph> {
  const inside = (specifier: string) =>
    specifier.startsWith(source.href) ? specifier.slice(source.href.length) : undefined;
  const edges = new Map<string, Edge>();
  const npm = new Set<string>();
  for (const root of roots) {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", new URL(root, source).href],
      cwd: ROOT,
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const graph = JSON.parse(new TextDecoder().decode(stdout)) as {
      modules: {
        specifier: string;
        dependencies?: {
          specifier: string;
          code?: { specifier?: string };
          type?: { specifier?: string };
        }[];
      }[];
    };
    for (const module of graph.modules) {
      const from = inside(module.specifier);
      if (from === undefined) continue;
      for (const { specifier, code, type } of module.dependencies ?? []) {
        for (const target of [code?.specifier, type?.specifier]) {
          const to = target === undefined ? undefined : inside(target);
          if (to !== undefined) edges.set(`${from} ${to}`, { from, to, specifier });
          const found = /^npm:\/?((?:@[^/]+\/)?[^@/]+)/.exec(target ?? "");
          if (found) npm.add(found[1]!);
        }
      }
    }
  }
  return { edges: [...edges.values()], npm: [...npm].sort() };
}

/** Paths of the TypeScript files below a folder. */
export async function filesBelow(folder: URL, prefix = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(new URL(prefix, folder))) {
    if (entry.isDirectory) files.push(...await filesBelow(folder, `${prefix}${entry.name}/`));
    else if (entry.name.endsWith(".ts")) files.push(prefix + entry.name);
  }
  return files;
}
