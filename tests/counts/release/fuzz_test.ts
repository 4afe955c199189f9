/** Whatever a folder holds, the loader gives a release or says what is wrong with it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { describeProblem, ReleaseError } from "../../../src/text/errors.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import type { Release } from "../../../src/counts/release/model.ts";
import { DESCRIPTOR, RECEIVED, withFolder } from "./folders.ts";

/** A descriptor with a value of every kind, so that each can be broken. */
const FULL = JSON.stringify({
  ...DESCRIPTOR,
  resources: [{
    ...DESCRIPTOR.resources[0],
    schema: { fields: ["kind", "2023", "2024"].map((name) => ({ name })), missingValues: ["x"] },
  }],
  assumptions: [{ name: "none" }, { name: "cohort", description: { en: "a", fr: "b" } }],
  relations: [{
    name: "total",
    type: "sum",
    dimension: "year",
    total: "2024",
    parts: ["2023"],
  }],
  dimensions: [
    DESCRIPTOR.dimensions[0],
    {
      name: "year",
      categories: [
        { name: "2023", start: "2023-01-01", end: "2023-12-31" },
        { name: "2024", isTotal: true },
      ],
    },
  ],
  caveats: [{ id: "a", title: "A", text: "A." }],
});

Deno.test("loadRelease() takes the descriptor that is broken below", async () => {
  await withFolder({ "datapackage.json": FULL, "received.csv": RECEIVED }, loadRelease);
});

/** Loads what stands in the folder; anything but a sound release or a told problem fails. */
async function loadOrRefuse(folder: string): Promise<Release | undefined> {
  let release: Release;
  try {
    release = await loadRelease(folder);
  } catch (error) {
    assert(error instanceof ReleaseError, `${error}`);
    assert(error.problems.length > 0);
    for (const problem of error.problems) {
      const message = describeProblem(problem);
      assert.doesNotMatch(message, /[\p{Cc}\p{Zl}\p{Zp}]|undefined|\[object|NaN;/u);
      assert(message.length < 2000, message);
    }
    return undefined;
  }
  for (const { cells } of release.tables) {
    for (const { value, mark, status } of cells) {
      assert.equal(value === null, status === "suppressed");
      assert.equal(value === null, mark !== undefined);
      if (value !== null) assert(Number.isSafeInteger(value) && value >= 0);
    }
    assert.equal(cells.length, release.dimensions.reduce((n, d) => n * d.categories.length, 1));
  }
  return release;
}

/** Text with some of its parts cut, repeated or replaced. */
function mutated(text: string): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    ...'x,X,0,-3,7.5,1e3,\0,","",;,\t,\n,\r\n,\r,\u2028,\ufeff,\u202e7,٣,{,},[,],:,null,true,../'
      .split(
        ",",
      ),
    ",",
    "__proto__",
    "constructor",
  );
  const edit = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(12),
    by: fc.oneof(odd, fc.string({ unit: "binary", maxLength: 4 })),
  });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    edits.reduce((now, { at, length, by }) => now.slice(0, at) + by + now.slice(at + length), text)
  );
}

const anyBytes = fc.uint8Array({ maxLength: 200 });

async function fuzz(file: string, contents: fc.Arbitrary<string | Uint8Array>): Promise<void> {
  await withFolder({ "datapackage.json": FULL, "received.csv": RECEIVED }, (folder) =>
    fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(`${folder}/${file}`, bytes);
        await loadOrRefuse(folder);
      }),
      { numRuns: 250 },
    ));
}

Deno.test("loadRelease() gives a release or a ReleaseError for any bytes as a CSV", () =>
  fuzz("received.csv", anyBytes));

Deno.test("loadRelease() gives a release or a ReleaseError for any edits of a CSV", () =>
  fuzz("received.csv", mutated(RECEIVED)));

Deno.test("loadRelease() gives a release or a ReleaseError for any bytes as a descriptor", () =>
  fuzz("datapackage.json", anyBytes));

Deno.test("loadRelease() gives a release or a ReleaseError for any edits of a descriptor", () =>
  fuzz("datapackage.json", mutated(FULL)));

Deno.test("loadRelease() gives a release or a ReleaseError for any JSON in a descriptor's places", () => {
  const places = [...FULL.matchAll(/(?<=:)("[^"]*"|\d+|true|\[|\{)/g)].map((
    { 0: { length }, index },
  ) => ({
    index,
    length,
  }));
  const contents = fc.tuple(fc.constantFrom(...places), fc.json()).map(
    ([{ index, length }, json]) => {
      // A value that opens a list or an object is put before it, under a name of its own.
      const isOpen = /[[{]/.test(FULL[index]!);
      return isOpen
        ? `${FULL.slice(0, index)}${json},"other":${FULL.slice(index)}`
        : FULL.slice(0, index) + json + FULL.slice(index + length);
    },
  );
  return fuzz("datapackage.json", contents);
});

Deno.test("loadRelease() gives back any counts and marks that a table holds", async () => {
  const cell = fc.oneof(fc.constant("x"), fc.maxSafeNat().map(String));
  await withFolder({ "datapackage.json": FULL }, (folder) =>
    fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 4, maxLength: 4 }), async ([a, b, c, d]) => {
        await Deno.writeTextFile(
          `${folder}/received.csv`,
          `kind,2023,2024\nPaper,${a},${b}\nOnline,${c},${d}\n`,
        );
        const release = await loadOrRefuse(folder);
        assert.deepEqual(
          release?.tables[0]?.cells.map(({ value, mark }) => mark ?? String(value)),
          [a, b, c, d],
        );
      }),
    ));
});
