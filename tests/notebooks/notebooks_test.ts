/** The project's notebooks as they are saved. */
import assert from "node:assert/strict";
import {
  type Cell,
  type CodeCell,
  type Notebook,
  parseNotebook,
} from "../../src/notebook/format.ts";
import { loadRelease, releaseFolder } from "../../src/mod.ts";

const NAMES = ["01_tables", "02_suppression", "03_outcomes"];
const LANGUAGES = ["en", "fr"] as const;
const release = await loadRelease(releaseFolder("28731"));

const read = async (lang: string, name: string): Promise<Notebook> => {
  const path = `notebooks/${lang}/${name}.ipynb`;
  return parseNotebook(await Deno.readTextFile(path), path);
};
const codeOf = ({ cells }: Notebook) =>
  cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
const textOf = (cells: readonly Cell[]) =>
  cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => source).join(
    "\n\n",
  );

for (const lang of LANGUAGES) {
  for (const name of NAMES) {
    Deno.test(`${lang}/${name} shows nothing in its first code cell and one thing in every other`, async () => {
      const [first, ...rest] = codeOf(await read(lang, name));
      assert.deepEqual(first!.outputs, []);
      for (const { id, source, outputs } of rest) {
        assert.equal(outputs.length, 1, id);
        assert.match(source.trimEnd(), /await show\([^]*\);$/, id);
      }
    });

    Deno.test(`${lang}/${name} is saved without times or places of a machine`, async () => {
      const notebook = await read(lang, name);
      for (const { metadata } of notebook.cells) assert.equal("execution" in metadata, false);
      assert.doesNotMatch(JSON.stringify(notebook), /file:\/\/|\/home\/|\/work\//);
    });
  }

  Deno.test(`every caveat of the release is told once in ${lang}, in its own words`, async () => {
    const texts = await Promise.all(
      NAMES.map(async (name) => textOf((await read(lang, name)).cells)),
    );
    const all = texts.join("\n\n");
    const plain = (text: string) => text.replaceAll(/\s+/g, " ");
    for (const { id, title, text } of release.caveats) {
      assert.equal(all.split(`### ${title[lang]}\n`).length, 2, id);
      // The narrative may add to the first sentence, never change it.
      const [sentence] = text[lang].split(/(?<=[.:])\s/);
      assert.ok(plain(all).includes(plain(sentence!).replace(/[.:]$/, "")), `${id}: ${sentence}`);
    }
  });
}

for (const name of NAMES) {
  Deno.test(`${name} has the same cells, code and pictures in both languages`, async () => {
    const [en, fr] = await Promise.all(LANGUAGES.map((lang) => read(lang, name)));
    const shape = ({ cells }: Notebook) => cells.map(({ cell_type, id }) => `${cell_type} ${id}`);
    assert.deepEqual(shape(fr!), shape(en!));
    const code = (notebook: Notebook) =>
      codeOf(notebook).map(({ source }) =>
        source.replaceAll(/locale: "(en|fr)"/g, "locale").replaceAll(
          /(?<=\[\s*)"[^"]+"(?=,\s*[^"])/g,
          "claim",
        )
          .replaceAll(/\s+/g, " ")
      );
    assert.deepEqual(code(fr!), code(en!));
  });
}

Deno.test("French text has its no-break spaces and no straight quotation marks", async () => {
  for (const name of NAMES) {
    const text = textOf((await read("fr", name)).cells).replaceAll(/`[^`]*`|\]\([^)]*\)/g, "");
    assert.doesNotMatch(text, / [:;?!»%]|« |"|'/, name);
    assert.doesNotMatch(text, /\d \d{3}/, name);
  }
});
