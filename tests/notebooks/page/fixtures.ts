/** The notebooks under `fixtures/`, and pages made of them. */
import { fileURLToPath } from "node:url";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import type { ChapterInput } from "../../../src/notebooks/page/chapter.ts";
import {
  type PageInput,
  type RenderedPage,
  renderPage,
} from "../../../src/notebooks/page/render_page.ts";

export const FIXTURES_FOLDER = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** Every notebook of the corpus, by what is awkward about it. */
export const FIXTURES = [
  "awkward.ipynb",
  "empty.ipynb",
  "errors.ipynb",
  "french.ipynb",
  "hostile.ipynb",
  "huge.ipynb",
  "images.ipynb",
  "lists.ipynb",
  "math.ipynb",
  "nbformat_4_0.ipynb",
  "nbformat_4_2.ipynb",
  "outputs.ipynb",
  "plain.ipynb",
  "raw.ipynb",
  "second.ipynb",
  "story.ipynb",
  "story_method.ipynb",
  "unknown.ipynb",
  "widgets.ipynb",
  "words.ipynb",
] as const;

export type Fixture = typeof FIXTURES[number];

const CHAPTERS: ReadonlyMap<Fixture, ChapterInput> = new Map(
  await Promise.all(FIXTURES.map(async (name) => {
    const json = await Deno.readTextFile(`${FIXTURES_FOLDER}${name}`);
    const notebook = parseNotebook(json, name);
    return [name, { name, notebook, folder: FIXTURES_FOLDER }] as const;
  })),
);

export function readFixture(name: Fixture): ChapterInput {
  return CHAPTERS.get(name)!;
}

/** A page of fixtures as chapters, or of one as it is. */
export function renderFixtures(
  names: readonly Fixture[],
  options: Partial<PageInput> = {},
): Promise<RenderedPage> {
  return renderPage({
    lang: "en",
    chapters: names.map(readFixture),
    provenance: {
      rows: [
        { label: "Source", value: "A corpus made by hand" },
        {
          label: "SHA-256",
          value: "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
        },
      ],
      statement: "Nothing was withheld.",
      citations: [{
        label: "The corpus",
        plain: "Nobody (2026). A corpus.",
        bibtex: "@misc{corpus, title = {A corpus}}",
      }],
    },
    downloads: [{
      fileName: "counts.csv",
      mime: "text/csv",
      bytes: new TextEncoder().encode("a,b\n1,2\n"),
      label: "All counts, one row each",
    }],
    generatedAt: new Date("2026-01-31T14:05:00Z"),
    brokenLinks: "report",
    theme: { className: "figure-svg", dark: {} },
    ...options,
  });
}
