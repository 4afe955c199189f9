/** Paths that a descriptor may name: files inside its own folder. */
import { posix } from "node:path";
import type { FileProblem } from "./report.ts";

/** Why a path of a descriptor is refused; undefined where it stays inside the folder. */
export function pathFault(path: string): Pick<FileProblem, "found" | "wanted"> | undefined {
  const fault = /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path)
    ? "with a control character in it"
    : /^[a-z][a-z0-9+.-]+:/i.test(path)
    ? "which is a URL"
    : /^[/~]|^[a-z]:/i.test(path)
    ? "which is absolute"
    : path.includes("\\")
    ? "with a backslash in it"
    : path.split("/").includes("..")
    ? "which leaves the folder"
    : posix.normalize(path) === "." || path.endsWith("/")
    ? "which is a folder"
    : undefined;
  if (!fault) return undefined;
  return {
    found: `names a file ${fault}`,
    wanted: 'a path stays inside the folder and is written with "/", as in "tables/received.csv"',
  };
}

/** One spelling for every path of the same file. */
export function normalPath(path: string): string {
  return posix.normalize(path);
}
