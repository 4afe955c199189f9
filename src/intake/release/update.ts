/** What changed between two drafts, applied to a folder that somebody may have corrected by hand. */
import { type Problem, ReleaseError } from "@crosses/text";
import { checksum, type Review } from "@crosses/counts/release";

type Json = Readonly<Record<string, unknown>>;

/** What a folder holds, or what a draft makes of it. */
export interface Held {
  readonly descriptor: Json;
  /** By the file's name. */
  readonly tables: ReadonlyMap<string, string>;
}

/**
 * Applies to a folder, edited by hand or not, what changed between two drafts.
 * @param before the draft that the folder was made of
 * @throws {ReleaseError} where a table was edited by hand and its rows or columns are others now
 */
export function updated(before: Held, current: Held, after: Held): Held {
  const problems: Problem[] = [];
  const tables = new Map([...after.tables].map(([name, csv]) => {
    const [old, mine] = [before.tables.get(name), current.tables.get(name)];
    if (mine === undefined || mine === old) return [name, csv];
    if (old === csv) return [name, mine];
    const merged = old === undefined ? undefined : mergeCsv(old, mine, csv);
    if (merged === undefined) {
      problems.push({
        file: name,
        found: "was edited by hand, and the answers give it other rows or columns",
        wanted: "an edit is kept where its row and column are",
        hint: "make the edit in the file that was read, and make the folder anew",
      });
    }
    return [name, merged ?? mine];
  }));
  if (problems.length > 0) throw new ReleaseError(problems);
  const reviews = (held: Held) => (held.descriptor.review ?? []) as Review[];
  const said = (held: Held) => reviews(held).map(({ inferred }) => inferred.en);
  const reviewed = said(before).filter((one) => !said(current).includes(one));
  const plain = ({ descriptor: { review: _, ...rest } }: Held) => rest;
  const merged = merge(plain(before), plain(current), plain(after)) as Json;
  const review = reviews(after).filter(({ inferred }) => !reviewed.includes(inferred.en));
  return renewed({ descriptor: { ...merged, review }, tables });
}

/** The folder with checksums of its tables as they are now. */
export function renewed({ descriptor, tables }: Held): Held {
  const resources = (descriptor.resources as { path: string }[]).map((resource) => {
    const csv = tables.get(resource.path);
    if (csv === undefined) return resource;
    const { bytes, sha256 } = checksum(resource.path, new TextEncoder().encode(csv));
    return { ...resource, bytes, hash: `sha256:${sha256}` };
  });
  return { descriptor: { ...descriptor, resources }, tables };
}

/** A three-way merge of CSV, field by field; undefined where the three have not the same rows and columns. */
function mergeCsv(base: string, mine: string, theirs: string): string | undefined {
  const [a, b, c] = [base, mine, theirs].map((csv) =>
    csv.trim().split(/\r?\n/).map((line) => line.split(","))
  );
  const sizes = (lines: string[][]) => lines.map(({ length }) => length).join();
  if (sizes(a!) !== sizes(b!) || sizes(a!) !== sizes(c!)) return undefined;
  return c!.map((line, row) =>
    line.map((field, at) => a![row]![at] === b![row]![at] ? field : b![row]![at]).join(",") + "\n"
  ).join("");
}

/** A three-way merge of JSON: what was edited by hand (mine) stays, the rest is the new draft's (theirs); lists go by their items' names. */
function merge(base: unknown, mine: unknown, theirs: unknown): unknown {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  if (same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    const old = isObject(base) ? base : {};
    return Object.fromEntries([...keys].flatMap((key) => {
      const value = merge(old[key], mine[key], theirs[key]);
      return value === undefined ? [] : [[key, value]];
    }));
  }
  if (Array.isArray(mine) && Array.isArray(theirs) && [...mine, ...theirs].every(nameOf)) {
    const find = (list: unknown, name: string) =>
      Array.isArray(list) ? list.find((one) => nameOf(one) === name) : undefined;
    const names = [...new Set([...theirs, ...mine].map((one) => nameOf(one)!))];
    return names.map((name) => merge(find(base, name), find(mine, name), find(theirs, name)))
      .filter((one) => one !== undefined);
  }
  return mine;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const name = value.name ?? value.value ?? value.id;
  return typeof name === "string" ? name : undefined;
}
