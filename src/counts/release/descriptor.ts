/** `datapackage.json`: text to a validated descriptor, every fault with its place. */
import type { z } from "zod";
import { type OnProblem, quote } from "@crosses/text";
import {
  type Descriptor,
  descriptorSchema,
  type Layout,
  layoutSchema,
} from "./descriptor_schema.ts";
import { type JsonPath, type LocatedJson, readJson } from "./json.ts";

/** The file that makes a folder a release. */
export const DESCRIPTOR_FILE = "datapackage.json";

/** A descriptor as far as it could be read. */
export interface ReadDescriptor {
  /** Undefined where a part of it does not have its shape. */
  readonly descriptor?: Descriptor;
  /** What the CSVs are read by; undefined where that part does not have its shape. */
  readonly layout?: Layout;
  readonly locate: LocatedJson["locate"];
}

/**
 * Reads the text of a descriptor and reports what does not have its shape. What it refers to is checked
 * by `checkLayout` and `checkDescriptor`.
 *
 * @returns undefined where it is no JSON object at all
 */
export function readDescriptor(text: string, report: OnProblem): ReadDescriptor | undefined {
  const wanted = 'a descriptor is one JSON object, {…}, with the tables under "resources"';
  if (text.trim() === "") {
    report({ found: "is empty", wanted, hint: "was the file cut while it was copied?" });
    return undefined;
  }
  const json = readJson(text, report);
  if (!json) return undefined;
  if (typeof json.value !== "object" || json.value === null || Array.isArray(json.value)) {
    report({ ...json.locate([]), found: `holds ${glimpse(json.value)}`, wanted });
    return undefined;
  }
  const whole = descriptorSchema.safeParse(json.value);
  if (whole.success) return { descriptor: whole.data, layout: whole.data, locate: json.locate };
  reportShape(whole.error, json, report);
  return { layout: layoutSchema.safeParse(json.value).data, locate: json.locate };
}

function reportShape(error: z.ZodError, json: LocatedJson, report: OnProblem): void {
  const seen = new Set<string>();
  for (const issue of error.issues) {
    const { path, value, missing } = descend(json.value, issue.path as JsonPath);
    // A text given for both languages at once is one fault, though it is missing twice.
    const key = JSON.stringify([path, missing, issue.message]);
    if (seen.has(key)) continue;
    seen.add(key);
    const found = missing === undefined
      ? `holds ${glimpse(value)} as ${quote(formatPath(path))}`
      : `has no ${quote(missing)}${path.length > 0 ? ` in ${quote(formatPath(path))}` : ""}`;
    report({ ...json.locate(path), found, wanted: `it is ${issue.message}` });
  }
}

/** Follows a path as far as there is something; `missing` is the key that an object there lacks. */
function descend(root: unknown, path: JsonPath) {
  let value = root;
  for (const [depth, key] of path.entries()) {
    const here = path.slice(0, depth);
    if (typeof value !== "object" || value === null) return { path: here, value };
    if (!Object.hasOwn(value, key)) return { path: here, value, missing: String(key) };
    value = (value as Record<string | number, unknown>)[key];
  }
  return { path, value };
}

/** `resources[0].schema.fields[2].name` */
export function formatPath(path: JsonPath): string {
  return path.map((key, i) => typeof key === "number" ? `[${key}]` : i > 0 ? `.${key}` : key)
    .join("");
}

function glimpse(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return value.length > 0 ? "a list" : "an empty list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
