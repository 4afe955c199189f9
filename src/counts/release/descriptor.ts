/** `datapackage.json`: text to a validated descriptor, every value traced back to its line and column. */
import { type OnProblem, quote } from "@crosses/text";
import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  type ParseErrorCode,
  parseTree,
} from "jsonc-parser";
import type { z } from "zod";
import {
  type Descriptor,
  descriptorSchema,
  type Layout,
  layoutSchema,
} from "./descriptor_schema.ts";

/** The file that makes a folder a release. */
export const DESCRIPTOR_FILE = "datapackage.json";

interface ReadDescriptor {
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
function formatPath(path: JsonPath): string {
  return path.map((key, i) => typeof key === "number" ? `[${key}]` : i > 0 ? `.${key}` : key)
    .join("");
}

function glimpse(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return value.length > 0 ? "a list" : "an empty list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Keys and indexes from the root of a JSON document to a value. */
export type JsonPath = readonly (string | number)[];

interface LocatedJson {
  readonly value: unknown;
  /** One-based place of a value, or of the nearest one around it where there is none. */
  locate(path: JsonPath): { line: number; column: number };
}

/**
 * Reads JSON and reports the first syntax error, or every key that an object holds twice.
 *
 * @returns undefined where the text is not JSON
 */
export function readJson(text: string, report: OnProblem): LocatedJson | undefined {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report({ found: "is nested thousands of levels deep", wanted: "a descriptor is a few deep" });
    return undefined;
  }
  const first = errors[0];
  if (first || !root) {
    report(syntaxProblem(text, first?.offset ?? 0, first?.error));
    return undefined;
  }
  reportDuplicateKeys(text, root, report);
  return { value: JSON.parse(text), locate: (path) => placeAt(text, nodeAt(root, path).offset) };
}

/** `ParseErrorCode.UnexpectedEndOfString`, a const enum that does not exist at run time. */
const UNCLOSED_TEXT: ParseErrorCode = 12;

function syntaxProblem(text: string, offset: number, code?: ParseErrorCode) {
  const rest = text.slice(offset).trim();
  const cut = rest === "" || code === UNCLOSED_TEXT && !/[\r\n]/.test(rest);
  const found = cut
    ? "is where the file ends in the middle of a value"
    : `holds ${
      quote(text.slice(offset, offset + 20).split("\n")[0]!.trim())
    } where JSON cannot go on`;
  const hint = cut
    ? "was the file cut while it was copied?"
    : text.startsWith("//", offset) || text.startsWith("/*", offset)
    ? "JSON has no comments"
    : "look for a comma or a quote too many or too few just before";
  return { ...placeAt(text, offset), found, wanted: "a descriptor is one JSON object", hint };
}

/** `JSON.parse` silently keeps the last of two equal keys. */
function reportDuplicateKeys(text: string, node: Node, report: OnProblem): void {
  const seen = new Map<string, Node>();
  for (const child of node.children ?? []) {
    const [key, value] = child.type === "property" ? child.children! : [undefined, child];
    const earlier = key && seen.get(key.value);
    if (earlier) {
      report({
        ...placeAt(text, key.offset),
        found: `repeats the key ${quote(key.value)} of line ${placeAt(text, earlier.offset).line}`,
        wanted: "an object holds each key once",
      });
    }
    if (key) seen.set(key.value, key);
    if (value) reportDuplicateKeys(text, value, report);
  }
}

function nodeAt(root: Node, path: JsonPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
