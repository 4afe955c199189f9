/** The files of a release folder: each is read whole as UTF-8, and compared with its checksum, or the reason why not is reported. And the `.hrc` files of τ-ARGUS. */
import { nearest, type OnProblem, quote } from "@crosses/text";
import { createHash } from "node:crypto";
import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sum } from "./categories.ts";
import { DESCRIPTOR_FILE } from "./descriptor.ts";
import { didYouMean, listed } from "./names.ts";
import { HASH_PATTERN } from "./shapes.ts";
import type { FileChecksum } from "./model.ts";

/** Far above any letter's table; a file beyond it was named by mistake. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface Folder {
  /** Absolute, with no symbolic link in it. */
  readonly path: string;
  /** Its files as far as they were read. */
  readonly files: FileChecksum[];
}

/** The folder at a path or file URL; undefined where there is none, which is reported. */
export async function openFolder(
  folder: string | URL,
  report: OnProblem,
): Promise<Folder | undefined> {
  const wanted = `a release is a folder with a ${DESCRIPTOR_FILE}`;
  if (folder instanceof URL && folder.protocol !== "file:") {
    report({ found: "is no place on this machine", wanted });
    return undefined;
  }
  try {
    const path = await Deno.realPath(folder instanceof URL ? fileURLToPath(folder) : folder);
    if ((await Deno.stat(path)).isDirectory) return { path, files: [] };
    const isDescriptor = path.endsWith(DESCRIPTOR_FILE);
    const hint = isDescriptor ? "give the folder that it is in" : undefined;
    report({ found: "is a file", wanted, hint });
  } catch (error) {
    report({ found: reasonOf(error), wanted });
  }
  return undefined;
}

/** The text of a file on its own; undefined where it is reported that it cannot be read. */
export async function readTextFile(
  path: string,
  wanted: string,
  report: OnProblem,
): Promise<string | undefined> {
  const folder = await openFolder(dirname(path), report);
  return folder && await readText(folder, basename(path), wanted, report);
}

/** The text of a file in the folder; undefined where it is reported that it cannot be read. */
export async function readText(
  folder: Folder,
  path: string,
  wanted: string,
  report: OnProblem,
): Promise<string | undefined> {
  const bytes = await readBytes(folder, path, wanted, report);
  return bytes && decodeText(bytes, report);
}

/** The bytes of a file in the folder; undefined where it is reported that they cannot be read. */
export async function readBytes(
  folder: Folder,
  path: string,
  wanted: string,
  report: OnProblem,
): Promise<Uint8Array | undefined> {
  try {
    const real = await Deno.realPath(resolve(folder.path, path));
    const inside = relative(folder.path, real);
    if (inside.startsWith("..") || isAbsolute(inside)) {
      report({
        found: "is a link that leads out of the folder",
        wanted: "a release is complete in its folder",
      });
      return undefined;
    }
    const { isDirectory, isFile, size } = await Deno.stat(real);
    if (isFile && size <= MOST_BYTES) {
      const bytes = await Deno.readFile(real);
      folder.files.push(checksum(path, bytes));
      return bytes;
    }
    const found = isDirectory ? "is a folder" : isFile
      ? `has ${size} bytes`
      // A pipe would be waited for and a device never end.
      : "is neither a file nor a folder";
    report({ found, wanted: isFile ? `a file of a release has at most ${MOST_BYTES}` : wanted });
  } catch (error) {
    report({ found: reasonOf(error), wanted });
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "does not exist";
  if (error instanceof Deno.errors.NotADirectory) return "is below something that is no folder";
  if (error instanceof Deno.errors.PermissionDenied) return "may not be read by this user";
  if (error instanceof Deno.errors.NotCapable) {
    return "may not be read by this program: it runs without --allow-read for it";
  }
  if (error instanceof Deno.errors.FilesystemLoop) return "is a link that leads back to itself";
  if (error instanceof Error) return `cannot be read: ${error.message}`;
  throw error;
}

/** Length and SHA-256 of a file's bytes. */
export function checksum(path: string, bytes: Uint8Array): FileChecksum {
  return { path, bytes: bytes.length, sha256: digest("sha256", bytes) };
}

/** Reports a file whose length or hash is not the declared one, as Frictionless has them. */
export function checkChecksum(
  bytes: Uint8Array,
  declared: { readonly bytes?: number; readonly hash?: string },
  report: OnProblem,
): void {
  const hash = declared.hash?.toLowerCase();
  const algorithm = hash && HASH_PATTERN.test(hash) ? hash.split(":")[0] : undefined;
  const differing = [
    [`${bytes.length} bytes`, declared.bytes === undefined ? null : `${declared.bytes} bytes`],
    algorithm ? [`the hash ${algorithm}:${digest(algorithm, bytes)}`, `the hash ${hash}`] : [],
  ].filter(([actual, wanted]) => wanted && wanted !== actual);
  if (differing.length === 0) return;
  report({
    found: `has ${differing.map(([actual]) => actual).join(" and ")}`,
    wanted: `${quote(DESCRIPTOR_FILE)} declares ${
      differing.map(([, wanted]) => wanted).join(" and ")
    }`,
    hint: "if the change is meant: npx --yes deno task new FOLDER --update renews them",
  });
}

function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}

const UTF8_WANTED = "a file of a release is text in UTF-8";

/** Byte order marks of the encodings that editors and spreadsheets offer beside UTF-8; the longer ones first. */
const OTHER_ENCODINGS: readonly (readonly [name: string, mark: readonly number[]])[] = [
  ["UTF-32 (little-endian)", [0xff, 0xfe, 0, 0]],
  ["UTF-32 (big-endian)", [0, 0, 0xfe, 0xff]],
  ["UTF-16 (little-endian)", [0xff, 0xfe]],
  ["UTF-16 (big-endian)", [0xfe, 0xff]],
];

/**
 * The text of a file, its byte order mark dropped; undefined where it is reported not to be UTF-8.
 * A file that holds NUL is refused too: it is UTF-16 without a mark, or no text at all.
 */
export function decodeText(bytes: Uint8Array, report: OnProblem): string | undefined {
  const hint = 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"';
  const other = OTHER_ENCODINGS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (other) {
    report({ found: `is text in ${other[0]}`, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  const lineOf = (place: number) =>
    bytes.subarray(0, place).filter((byte) => byte === 0x0a).length + 1;
  if (bytes.includes(0)) {
    const found = "holds a NUL byte, as UTF-16 without a byte order mark does";
    report({ line: lineOf(bytes.indexOf(0)), found, wanted: UTF8_WANTED, hint });
    return undefined;
  }
  // What is not valid is replaced, and then no longer the same bytes.
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const same = new TextEncoder().encode(lenient);
  const place = same.findIndex((byte, i) => byte !== bytes[i]);
  if (place < 0) return lenient.replace(/^\ufeff/, "");
  report({
    line: lineOf(place),
    found: "holds bytes that are not valid UTF-8",
    wanted: UTF8_WANTED,
    hint: `it may be Windows-1252 or Latin-1: ${hint}`,
  });
  return undefined;
}

/** What stands before a code once for each level, where nothing else is said. */
export const LEAD_STRING = "@";

/**
 * Reads a hierarchy: a code a line, deeper ones behind a lead string for each level. The total of all is not in the file.
 *
 * @param total what the codes without a lead string add up to
 * @param known what the codes may be
 * @returns a sum for the total and for each code that others stand below; incomplete where something was reported
 */
export function readHierarchy(
  text: string,
  total: string,
  known: readonly string[],
  report: OnProblem,
  lead = LEAD_STRING,
): Sum[] {
  const parts = new Map<string, string[]>([[total, []]]);
  const lines = new Map<string, number>();
  // The codes that the next line can stand below, the outermost first.
  let path = [total];
  for (const [i, content] of text.split(/\r\n|\n|\r/).entries()) {
    if (content.trim() === "") continue;
    const line = i + 1;
    // A lead string may be of spaces.
    let [level, rest] = [0, content.startsWith(lead) ? content : content.trimStart()];
    for (; lead !== "" && rest.startsWith(lead); level++) rest = rest.slice(lead.length);
    const code = rest.trim();
    const fault = faultOf(code, level, path.length, { total, known, lead, lines });
    if (fault) report({ line, ...fault });
    if (fault || level >= path.length) continue;
    lines.set(code, line);
    const parent = path[level]!;
    parts.set(parent, [...parts.get(parent) ?? [], code]);
    path = [...path.slice(0, level + 1), code];
  }
  if (lines.size === 0) {
    report({ found: "names no code", wanted: "a hierarchy has a code on each line" });
  }
  return [...parts].map(([total, parts]) => ({ total, parts }));
}

function faultOf(
  code: string,
  level: number,
  deepest: number,
  { total, known, lead, lines }: {
    readonly total: string;
    readonly known: readonly string[];
    readonly lead: string;
    readonly lines: ReadonlyMap<string, number>;
  },
) {
  if (code === "") {
    return {
      found: "has no code",
      wanted: `each line is a code, behind ${quote(lead)} once a level`,
    };
  }
  if (code === total) {
    return {
      found: `names the total ${quote(code)}`,
      wanted: `it is left out: what has no ${quote(lead)} before it is a part of it`,
    };
  }
  const earlier = lines.get(code);
  if (earlier !== undefined) {
    return {
      found: `names ${quote(code)} again, after line ${earlier}`,
      wanted: "each code stands once",
    };
  }
  if (!known.includes(code)) {
    return {
      found: `names ${quote(code)}`,
      wanted: `the categories are ${listed(known)}`,
      hint: didYouMean(nearest(code, known)) ??
        `what stands before a code at a deeper level is ${quote(lead)}`,
    };
  }
  if (level < deepest) return undefined;
  return {
    found: `stands at level ${level + 1}`,
    wanted: `it is one level deeper than the line before at most: level ${deepest}`,
  };
}
