/** `deno task pack`: npm tarballs of the published packages. */
import { join } from "node:path";
import { UsageError } from "@crosses/text";
import { parseCommandLine, runCommand } from "@crosses/text/command";
import { DIST_FOLDER, PROJECT_FOLDER } from "./places.ts";

const USAGE = `
Usage: npx --yes deno task pack

Writes an npm tarball of each published package to dist/npm/, by \`deno pack\`, and adds what that leaves out: exact
versions, the packages of this workspace among the dependencies, the licence, and commands.
Needs the program tar. Exit status: 0 done, 1 a package cannot be packed, 2 wrong command line.
`;

interface Command {
  readonly name: string;
  readonly rights: readonly string[];
}

/** The commands need Deno. Their rights are those that the packages' READMEs give. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  notebooks: {
    name: "notebook-report",
    rights: [
      ...["--no-remote", "--allow-read", "--allow-write", "--allow-run", "--allow-net=127.0.0.1"],
      "--allow-env=INIT_CWD,SOURCE_DATE_EPOCH,DEBUG",
    ],
  },
  intake: {
    name: "intake",
    rights: [
      ...["--no-remote", "--allow-read", "--allow-write"],
      "--allow-env=INIT_CWD,DEBUG,SOURCE_DATE_EPOCH",
    ],
  },
  audit: { name: "audit", rights: ["--no-remote", "--allow-read", "--allow-env=INIT_CWD,DEBUG"] },
};

export async function pack(args: readonly string[]): Promise<void> {
  const { positionals } = parseCommandLine(args, {});
  if (positionals.length > 0) throw new UsageError("Cannot pack one package alone");
  const out = join(DIST_FOLDER, "npm");
  await Deno.mkdir(out, { recursive: true });
  const { workspace } = await readJson(join(PROJECT_FOLDER, "deno.json"));
  for (const path of workspace as string[]) {
    const member = join(PROJECT_FOLDER, path);
    const config = await readJson(join(member, "deno.json"));
    if (config.publish !== false) console.log(await packMember(member, config, out));
  }
}

// deno-lint-ignore no-explicit-any -- a JSON file
type Json = any;

/** @returns the path of the tarball */
async function packMember(member: string, config: Json, out: string): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "pack-" });
  try {
    const raw = join(folder, "raw.tgz");
    const args = ["pack", "--allow-dirty", "--allow-slow-types", "--output", raw];
    const said = await run(Deno.execPath(), args, member);
    // It only warns where a file gets no types.
    if (/warning/i.test(said)) throw new Error(`deno pack warns of ${config.name}: ${said}`);
    await run("tar", ["-xzf", raw, "-C", folder], folder);
    const inside = join(folder, "package");
    await completePackage(inside, member, config);
    const tarball = join(out, `${config.name.slice(1).replace("/", "-")}-${config.version}.tgz`);
    await run("tar", ["-czf", tarball, "-C", folder, "package"], folder);
    return tarball;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes into an unpacked package what `deno pack` leaves out. */
async function completePackage(inside: string, member: string, config: Json): Promise<void> {
  const sources = await mendSources(inside);
  const manifest = await readJson(join(inside, "package.json"));
  const siblings = [...new Set(sources.matchAll(/from "(@crosses\/\w+)/g).map(([, name]) => name!))]
    .filter((name) => name !== config.name);
  const pins = Object.values<string>(config.imports ?? {})
    .map((specifier) => /^npm:\/?((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(specifier)!.slice(1, 3));
  manifest.dependencies = Object.fromEntries(
    [...pins, ...siblings.map((name) => [name, config.version])].sort(),
  );
  manifest.repository = { type: "git", directory: `src/${config.name.split("/")[1]}` };
  const command = COMMANDS[config.name.split("/")[1]!];
  if (command) {
    manifest.bin = { [command.name]: "./bin.mjs" };
    await Deno.writeTextFile(join(inside, "bin.mjs"), launcher(command), { mode: 0o755 });
  }
  await Deno.writeTextFile(join(inside, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  await Deno.copyFile(join(PROJECT_FOLDER, "LICENSE"), join(inside, "LICENSE"));
  await Deno.copyFile(join(member, "README.md"), join(inside, "README.md"));
  if (manifest.exports["./deno.json"]) {
    await Deno.copyFile(join(member, "deno.json"), join(inside, "deno.json"));
  }
}

/** Lets modules that are found by `import.meta.resolve` be found as JavaScript; gives the text of all. */
async function mendSources(folder: string): Promise<string> {
  const texts: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) texts.push(await mendSources(path));
    else if (/\.(js|d\.ts)$/.test(name)) {
      const text = (await Deno.readTextFile(path))
        .replaceAll(/(import\.meta\.resolve\("\.[^"]*)\.ts"\)/g, '$1.js")');
      await Deno.writeTextFile(path, text);
      texts.push(text);
    }
  }
  return texts.join("\n");
}

/** What npm runs for a command: Deno with the command's rights, or a word on how to get it. */
function launcher({ name, rights }: Command): string {
  return `#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("./cli.js", import.meta.url));
const rights = ${JSON.stringify(rights)};
const args = ["run", ...rights, cli, ...process.argv.slice(2)];
const { status, error } = spawnSync("deno", args, { stdio: "inherit" });
if (error?.code === "ENOENT") {
  console.error("error: ${name} needs Deno, which is not on the PATH");
  console.error("  hint: npm install -g deno, or see https://docs.deno.com/runtime/getting_started/installation");
}
process.exitCode = status ?? 1;
`;
}

async function run(program: string, args: string[], cwd: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!success) throw new Error(`${program} ${args[0]} failed in ${cwd}: ${said}`);
  return said;
}

async function readJson(path: string): Promise<Json> {
  return JSON.parse(await Deno.readTextFile(path));
}

if (import.meta.main) await runCommand(pack, USAGE);
