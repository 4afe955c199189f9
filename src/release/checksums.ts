/** Checksums of files as they were read, and how they compare with the ones a descriptor declares. */
import { createHash } from "node:crypto";
import { DESCRIPTOR_FILE } from "./descriptor.ts";
import type { FileChecksum } from "./model.ts";
import { quote } from "../errors.ts";
import type { Report } from "./report.ts";

/** What a descriptor declares of a file, as Frictionless has it: both are optional. */
export interface DeclaredChecksum {
  readonly bytes?: number;
  /** `sha256:…` or `sha512:…`, hexadecimal. */
  readonly hash?: string;
}

/** Length and SHA-256 of a file's bytes. */
export function checksum(path: string, bytes: Uint8Array): FileChecksum {
  return { path, bytes: bytes.length, sha256: digest("sha256", bytes) };
}

/** Reports a file whose length or hash is not the declared one. */
export function checkChecksum(bytes: Uint8Array, declared: DeclaredChecksum, report: Report): void {
  const [algorithm, hex] = declared.hash?.toLowerCase().split(":") ?? [];
  const actual = algorithm === undefined ? undefined : `${algorithm}:${digest(algorithm, bytes)}`;
  const differs = {
    bytes: declared.bytes !== undefined && declared.bytes !== bytes.length,
    hash: actual !== undefined && actual !== `${algorithm}:${hex}`,
  };
  if (!differs.bytes && !differs.hash) return;
  const both = (length?: number, hash?: string) =>
    [
      ...(differs.bytes ? [`${length} bytes`] : []),
      ...(differs.hash ? [`the hash ${hash}`] : []),
    ].join(" and ");
  report({
    found: `has ${both(bytes.length, actual)}`,
    wanted: `${quote(DESCRIPTOR_FILE)} declares ${both(declared.bytes, declared.hash)}`,
    hint: "if the change is meant: npx --yes deno task new FOLDER --update renews them",
  });
}

function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}
