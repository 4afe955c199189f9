/** Checksums of files as they were read, and how they compare with the ones a descriptor declares. */
import { createHash } from "node:crypto";
import { DESCRIPTOR_FILE } from "./descriptor.ts";
import { HASH_PATTERN } from "./descriptor_schema.ts";
import type { FileChecksum } from "./model.ts";
import { type OnProblem, quote } from "@crosses/text";

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
