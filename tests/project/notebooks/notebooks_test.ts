/** The project's notebooks as they are saved: what they hold, in both languages. */
import assert from "node:assert/strict";
import { parse } from "@babel/parser";
import {
  type Cell,
  type CodeCell,
  type Notebook,
  parseNotebook,
} from "../../../src/notebooks/ipynb/format.ts";
import { loadRelease } from "../../../src/counts/mod.ts";
import { type Language, LANGUAGES } from "../../../src/text/language.ts";

const NAMES = ["01_outcomes", "02_suppression", "03_method"];

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
const isFigure = ({ outputs }: CodeCell) =>
  outputs.some((output) => "data" in output && "image/svg+xml" in output.data);

for (const lang of LANGUAGES) {
  for (const name of NAMES) {
    Deno.test(`${lang}/${name} loads first and shows nothing there, then makes the three frames, then shows one thing a cell`, async () => {
      const [load, frames, ...rest] = codeOf(await read(lang, name));
      assert.match(
        load!.source,
        /await loadRelease\("28731"\)[^]*\{ assumption, locale:/,
      );
      assert.match(
        frames!.source,
        /^const received = .*\nconst refused = .*\nconst accepted = .*(\n|$)/,
      );
      assert.deepEqual([...load!.outputs, ...frames!.outputs], []);
      for (const { id, source, outputs } of rest) {
        const shows = /await show\([^]*\);$/.test(source.trimEnd());
        assert.equal(outputs.length, shows ? 1 : 0, id);
        assert.equal(source.split("await show(").length - 1, shows ? 1 : 0, id);
        assert.ok(source.split("\n").length <= 26, `${id}: ${source.split("\n").length} lines`);
      }
    });

    Deno.test(`${lang}/${name} is saved without times or places of a machine`, async () => {
      const notebook = await read(lang, name);
      for (const { metadata } of notebook.cells) assert.equal("execution" in metadata, false);
      assert.doesNotMatch(JSON.stringify(notebook), /file:\/\/|\/home\/|\/work\//);
    });
  }

  Deno.test(`the figures in ${lang} are drawn in their cells, from frames made there or before, and so are ranges in a table`, async () => {
    const figures = (await Promise.all(NAMES.map(async (name) => codeOf(await read(lang, name)))))
      .flat()
      .filter(isFigure);
    assert.equal(figures.length, 3);
    for (const { id, source } of figures) {
      assert.match(source, /Plot\.plot\(\{/, id);
      // A figure turns its panels and finds room for labels by itself.
      assert.doesNotMatch(source, /width [<>]|\bd[xy]:|marginLeft/, id);
    }
    const drawn = codeOf(await read(lang, "01_outcomes")).filter(({ source }) =>
      /\bdraw: \{/.test(source)
    );
    assert.deepEqual(drawn.map(({ id }) => id), ["ranges"]);
  });

  Deno.test(`no line of code in ${lang} runs off a window of 1,280 pixels`, async () => {
    for (const name of NAMES) {
      for (const { id, source } of codeOf(await read(lang, name))) {
        for (const line of source.split("\n")) {
          assert.ok(line.length <= 120, `${name}, ${id}: ${line}`);
        }
      }
    }
  });

  Deno.test(`the prose in ${lang} is about 1,500 words`, async () => {
    const texts = await Promise.all(
      NAMES.map(async (name) => textOf((await read(lang, name)).cells)),
    );
    const words =
      texts.join(" ").replaceAll(/\]\([^)]*\)/g, "]").match(/\S*[\p{L}\p{N}]\S*/gu)!.length;
    assert.ok(words > 1200 && words < 1800, `${words} words`);
  });

  Deno.test(`no sentence in ${lang} says what the letter does not bear out`, async () => {
    const texts = await Promise.all(
      NAMES.map(async (name) =>
        (await read(lang, name)).cells.map(({ source }) => source).join("\n")
      ),
    );
    const said = texts.join("\n");
    for (const wrong of WRONG[lang]) assert.doesNotMatch(said, wrong);
  });
}

/** Sentences that stood here once and were wrong, or could mislead. */
const WRONG = {
  en: [
    /\breading\b/i,
    /as possible as another|more likely than another|most likely/i,
    /every share from 0/i,
    /nowhere in this file/i,
    /press reports|newswire/i,
    /the next cell/i,
    /\bundecided\b/i,
  ],
  fr: [
    /\blecture\b/i,
    /retien[ts]|retenus?\b/i,
    /brisée/i,
    /fil de presse/i,
    /non décidée/i,
    /la cellule suivante/i,
  ],
} as const;

/** What of each caveat must stand in the narrative. */
const CAVEATS: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  "component-order": {
    en: /names are detached from the blocks/,
    fr: /noms des volets sont détachés/,
  },
  "x-is-missing": {
    en: /neither for 0 nor for “fewer than 5”/,
    fr: /ni comme 0 ni comme « moins de 5 »/,
  },
  "unequal-periods": { en: /254, 365, 366 and 31 days/, fr: /254, 365, 366 et 31 jours/ },
  "cohort-or-flow": {
    en: /which the letter neither states nor excludes/,
    fr: /que la lettre ne pose ni n’exclut/,
  },
  "undecided-not-refused": {
    en: /“Neither” does not mean refused/,
    fr: /« Ni refusées ni acceptées » ne veut pas dire refusées/,
  },
  "start-of-period": { en: /because the request did/, fr: /date fixée par la demande d’accès/ },
  "backlog": {
    en: /may concern earlier applications/,
    fr: /peuvent porter sur des demandes antérieures/,
  },
  "counts-not-persons": {
    en: /Applications are not persons/,
    fr: /Une demande n’est pas une personne/,
  },
  "refused-or-rejected": {
    en: /refusals and rejections together/,
    fr: /compte ensemble refus et rejets/,
  },
};

Deno.test("every caveat of the release is told", async () => {
  const { caveats } = await loadRelease("28731");
  assert.deepEqual(caveats.map(({ id }) => id).sort(), Object.keys(CAVEATS).sort());
  for (const lang of LANGUAGES) {
    const texts = await Promise.all(
      NAMES.map(async (name) => textOf((await read(lang, name)).cells)),
    );
    const told = texts.join("\n").replaceAll(/[\s\u00a0]+/g, " ");
    for (const [id, words] of Object.entries(CAVEATS)) {
      assert.match(told, words[lang], `${lang}: ${id}`);
    }
  }
});

/** A syntax tree without places, comments and the text of strings. */
function treeOf(source: string): string {
  const { program } = parse(source, {
    sourceType: "module",
    allowAwaitOutsideFunction: true,
    plugins: ["typescript"],
  });
  return JSON.stringify(program, (key, value) => {
    if (
      ["start", "end", "loc", "extra", "errors", "comments", "tokens"].includes(key) ||
      key.endsWith("Comments")
    ) return undefined;
    if (value?.type === "StringLiteral") return "string";
    if (value?.type === "TemplateElement" || value?.type === "RegExpLiteral") return value.type;
    return value;
  });
}

for (const name of NAMES) {
  Deno.test(`${name} has the same cells and the same syntax tree but for strings in every language`, async () => {
    const [first, ...others] = await Promise.all(LANGUAGES.map((lang) => read(lang, name)));
    const shape = ({ cells }: Notebook) =>
      cells.map(({ cell_type, id, metadata: { short_title: short, ...metadata } }) =>
        `${cell_type} ${id} ${JSON.stringify(metadata)} ${typeof short}`
      );
    const trees = (notebook: Notebook) => codeOf(notebook).map(({ source }) => treeOf(source));
    for (const other of others) {
      assert.deepEqual(shape(other), shape(first!));
      assert.deepEqual(trees(other), trees(first!));
    }
  });
}

Deno.test("treeOf() tells code apart and leaves strings out", () => {
  assert.equal(treeOf('f("a"); // one'), treeOf('f("b"); // two'));
  assert.notEqual(treeOf('f("a")'), treeOf('f("a", "b")'));
});

Deno.test("French text has its no-break spaces and no straight quotation marks", async () => {
  for (const name of NAMES) {
    const text = textOf((await read("fr", name)).cells).replaceAll(/`[^`]*`|\]\([^)]*\)/g, "");
    assert.doesNotMatch(text, / [:;?!»%]|« |"|'/, name);
    assert.doesNotMatch(text, /\d \d{3}/, name);
  }
});
