/** JSON with places: every value can be traced back to its line and column. */
import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  type ParseErrorCode,
  parseTree,
} from "jsonc-parser";
import { type OnProblem, quote } from "@crosses/text";

/** Keys and indexes from the root of a JSON document to a value. */
export type JsonPath = readonly (string | number)[];

/** A JSON document that was read. */
export interface LocatedJson {
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
