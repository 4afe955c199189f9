/** Files as they get broken: cut, repeated, overwritten, or with one value in place of another. */
import fc from "fast-check";

const ODD = [
  ...'x|X|0|-3|7.5|1e3|9007199254740991|999999999999|\0|,|","|""|;|\t|\n|\r\n|\u2028|\ufeff|\u202e7|{|}|[|]|null|../|<script>|\x1b[31m'
    .split("|"),
  "__proto__",
  "constructor",
];

/** Text with a few of its parts cut, repeated or replaced. */
export function mutated(text: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(16),
    by: fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: "binary", maxLength: 4 })),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((now, { at, length, by }) => now.slice(0, at) + by + now.slice(at + length), text)
  );
}

/** JSON text in which one value, at any depth, is another; or is gone. */
export function mutatedJson(value: unknown): fc.Arbitrary<string> {
  const paths = pathsOf(value);
  const other = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(undefined, "", -1, 1e21, "\u0000", [], {}, "../../x", "<b onclick=x>"),
  );
  return fc.tuple(fc.constantFrom(...paths), other).map(([path, by]) => {
    const copy = structuredClone(value);
    let parent = { root: copy } as Record<string, unknown>;
    let key = "root";
    for (const step of path) {
      parent = parent[key] as Record<string, unknown>;
      key = step;
    }
    parent[key] = by;
    return JSON.stringify(copy) ?? "";
  });
}

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...at, key]))];
}

export const anyBytes: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.uint8Array({ maxLength: 300 })
  .map((bytes) => new Uint8Array(bytes));
