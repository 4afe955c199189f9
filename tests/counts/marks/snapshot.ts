/** Drawings compared with what somebody looked at: a line a tag, numbers to one decimal. */
import assert from "node:assert/strict";

const FOLDER = new URL("snapshots/", import.meta.url);

/** One tag or text a line; coordinates to one decimal, so that only what can be seen counts. */
export function normalise(svg: string): string {
  return svg
    .replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(+number * 10) / 10))
    .replaceAll(/>\s*</g, ">\n<")
    .trim() + "\n";
}

/** Compares with the saved snapshot; UPDATE_SNAPSHOTS=1 saves it, for somebody to look at. */
export async function matchSnapshot(name: string, svg: string): Promise<void> {
  const file = new URL(`${name}.svg`, FOLDER);
  const actual = normalise(svg);
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.mkdir(FOLDER, { recursive: true });
    await Deno.writeTextFile(file, actual);
    return;
  }
  assert.equal(actual, await Deno.readTextFile(file), `${name}.svg differs from its snapshot`);
}
