/** Gathering what an outcome depends on, and telling what has changed since. */
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Access } from "../../notebook/accesses.ts";
import { environment } from "../command.ts";
import { PROJECT_FOLDER } from "../places.ts";
import { type Fingerprints, sha256 } from "./fingerprint.ts";
import type { Inputs } from "./record.ts";

/** What any run depends on beside what it reads itself: the import map, what it resolves to, and how numbers and dates read. */
const ALWAYS_FILES = ["deno.json", "deno.lock"];
const ALWAYS_VARIABLES = ["TZ", "LANG", "LC_ALL"];

/** Files of packages: the lock names them, by version and checksum. */
const LOCKED = /[/\\](node_modules|npm[/\\][^/\\]+)[/\\]/;

/** The absolute path of a file that inputs name. */
export function inputPath(name: string): string {
  return resolve(PROJECT_FOLDER, name);
}

function inputName(path: string): string {
  const name = relative(PROJECT_FOLDER, path);
  return name.startsWith("..") || isAbsolute(name) ? path : name.replaceAll("\\", "/") || ".";
}

/** Inputs that a run had. */
export async function inputsOf(
  accesses: readonly Access[],
  others: Readonly<Record<string, string>>,
  fingerprints: Fingerprints,
): Promise<Inputs> {
  const values = (...permissions: string[]) =>
    accesses.filter(({ permission }) => permissions.includes(permission)).map(({ value }) => value);
  const paths = values("read", "write").filter((path) => !LOCKED.test(path));
  const names = new Set([...ALWAYS_FILES, ...paths.map(inputName)]);
  const variables = new Set([...ALWAYS_VARIABLES, ...values("env")]);
  return await inputsNamed([...names], [...variables], others, fingerprints);
}

/** The same inputs as they are now; `others` are told by who asks. */
export function inputsNow(
  { files, variables }: Inputs,
  others: Readonly<Record<string, string>>,
  fingerprints: Fingerprints,
): Promise<Inputs> {
  return inputsNamed(Object.keys(files), Object.keys(variables), others, fingerprints);
}

async function inputsNamed(
  files: readonly string[],
  variables: readonly string[],
  others: Readonly<Record<string, string>>,
  fingerprints: Fingerprints,
): Promise<Inputs> {
  const of = async (names: readonly string[], get: (name: string) => Promise<string>) =>
    Object.fromEntries(
      await Promise.all([...names].sort().map(async (name) => [name, await get(name)] as const)),
    );
  return {
    files: await of(files, (name) => fingerprints.of(inputPath(name))),
    // Only a fingerprint: a variable may hold a secret.
    variables: await of(variables, async (name) => {
      const value = environment(name);
      return value === undefined ? "absent" : await sha256(value);
    }),
    others: { ...others },
  };
}

/** What differs, as a user would name it, in the order of the alphabet. */
export function changes(before: Inputs, now: Inputs): string[] {
  const differ = (
    a: Readonly<Record<string, string>>,
    b: Readonly<Record<string, string>>,
    name = (key: string) => key,
  ) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key])
      .sort().map(name);
  return [
    ...differ(before.others, now.others),
    ...differ(before.files, now.files),
    ...differ(before.variables, now.variables, (name) => `environment variable ${name}`),
  ];
}

/** Every file below a folder of the project, by name. */
export async function filesBelow(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) names.push(...await filesBelow(path));
    else names.push(inputName(path));
  }
  return names;
}
