/** Character classes hold what they seem to hold: `[+-−–]` is a range from + to −, and holds every letter. */
import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import { filesBelow, ROOT } from "../import_graph.ts";

/** An endpoint of a range: a character, or an escape. */
const ATOM = String.raw`\\(?:u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|.)|[^\]\\]`;
/** Printable ASCII, and control characters with the space. */
const MEANT = [" ~", "\0 "];
/** How ECMA-48 groups the bytes of a terminal's sequences. */
const ECMA_48 = ["[ -/]", "[@-~]"].map((range) => `notebooks/run/outputs.ts: ${range}`);
/** Groups whose members may end a range; a range goes from one to another of the same. */
const SERIES = [/^[a-z]$/, /^[A-Z]$/, /^\d$/, /^[^\x20-\x7e]$/u];

function characterOf(atom: string): string {
  const hex = /^\\(?:u\{(.*)\}|u(.{4})|x(..))$/.exec(atom)?.slice(1).find(Boolean);
  if (hex) return String.fromCodePoint(parseInt(hex, 16));
  if (!atom.startsWith("\\")) return atom;
  return { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", 0: "\0" }[atom[1]!] ?? atom[1]!;
}

/** The ranges in the classes of a pattern that nobody can have meant. */
function oddRanges(pattern: string): string[] {
  const classes = pattern.matchAll(
    new RegExp(String.raw`\\.|\[\^?((?:${ATOM})*)\]`, "giu"),
  );
  return [...classes].flatMap(([, inside]) => {
    const atoms = (inside ?? "").match(new RegExp(ATOM, "giu")) ?? [];
    const odd: string[] = [];
    for (let at = 1; at < atoms.length - 1; at++) {
      if (atoms[at] !== "-") continue;
      const [from, to] = [atoms[at - 1]!, atoms[at + 1]!];
      const [a, b] = [characterOf(from), characterOf(to)];
      const isMeant = SERIES.some((series) => series.test(a) && series.test(b)) ||
        MEANT.includes(a + b);
      if (!isMeant) odd.push(`[${from}-${to}]`);
      at++;
    }
    return odd;
  });
}

/** Each pattern of a file: literals, and the texts that `new RegExp` takes. */
function patternsIn(source: string): string[] {
  const patterns: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const { type, pattern, callee, arguments: [argument] = [] } = node as {
      type?: string;
      pattern?: string;
      callee?: { name?: string };
      arguments?: { type: string; value?: string; quasis?: { value: { cooked: string } }[] }[];
    };
    if (type === "RegExpLiteral") patterns.push(pattern!);
    if (type === "NewExpression" && callee?.name === "RegExp") {
      patterns.push(
        argument?.value ?? argument?.quasis?.map(({ value }) => value.cooked).join("") ?? "",
      );
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(source, { sourceType: "module", plugins: ["typescript"] }).program);
  return patterns;
}

Deno.test("no character class of src/ holds a range that nobody meant", async () => {
  const src = new URL("src/", ROOT);
  let count = 0;
  const odd: string[] = [];
  for (const file of await filesBelow(src)) {
    const patterns = patternsIn(await Deno.readTextFile(new URL(file, src)));
    count += patterns.length;
    odd.push(...patterns.flatMap((one) => oddRanges(one).map((range) => `${file}: ${range}`)));
  }
  assert.ok(count > 200, `only ${count} patterns were found`);
  assert.deepEqual(odd.filter((one) => !ECMA_48.includes(one)), []);
});

Deno.test("the search finds a range from a sign to another, and leaves those that are meant", () => {
  assert.deepEqual(oddRanges("^[+-−–]?[ -/]"), ["[+-−]", "[ -/]"]);
  assert.deepEqual(oddRanges("[A-z][\\d.-x][q&-\\u2026]"), ["[A-z]", "[.-x]", "[&-\\u2026]"]);
  assert.deepEqual(
    oddRanges("[a-z0-9-][-+][^ -~][\\u0000-\\u001f\\x80-\\x9f][⁴-⁹]\\[+-−][\\p{L}\\s-]"),
    [],
  );
});
