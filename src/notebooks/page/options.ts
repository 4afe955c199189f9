/** What a notebook says of itself and its cells, in the ways of Jupyter, Jupyter Book, nbsphinx, Quarto and MyST. */
import type { Cell, Notebook } from "../ipynb/format.ts";

/** A first line of code that Quarto reads: `#| echo: false`, `//| output: false`. */
const OPTION = /^[ \t]*(?:#|\/\/)\|[ \t]*([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;

/** A cell's code and the options that stand before it. */
export function splitOptions(source: string): { code: string; options: Map<string, string> } {
  const options = new Map<string, string>();
  const lines = source.split("\n");
  let at = 0;
  for (; at < lines.length; at++) {
    const [, key, value] = OPTION.exec(lines[at]!) ?? [];
    if (key === undefined) break;
    options.set(key, value!);
  }
  return { code: at === 0 ? source : lines.slice(at).join("\n"), options };
}

/** Tags as Jupyter Book knows them, and those that other ways of hiding mean. */
export function tagsOf(cell: Cell): string[] {
  const { tags, hide_input, nbsphinx, collapsed, jupyter } = cell.metadata;
  const own = Array.isArray(tags)
    ? tags.filter((tag) => typeof tag === "string").map((tag) => tag.replaceAll("_", "-"))
    : [];
  if (cell.cell_type !== "code") return own;
  const { options } = splitOptions(cell.source);
  const isOff = (key: string) => options.get(key) === "false";
  const meant: [boolean, string][] = [
    [hide_input === true || isOff("echo"), "remove-input"],
    [isOff("output"), "remove-output"],
    [isOff("include") || nbsphinx === "hidden", "remove-cell"],
    [collapsed === true || Object(jupyter).outputs_hidden === true, "hide-output"],
  ];
  return [...own, ...meant.flatMap(([isMeant, tag]) => isMeant ? [tag] : [])];
}

const FRONT_MATTER = /^\s*---[ \t]*\r?\n((?:[^]*?\r?\n)?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/**
 * A notebook whose first cell is read as front matter where it begins with any, and not shown: `title` and `lang`, also
 * from the notebook's metadata, which come first.
 */
export function readFrontMatter(notebook: Notebook): {
  readonly notebook: Notebook;
  readonly title?: string;
  readonly lang?: string;
} {
  const [first, ...others] = notebook.cells;
  const [whole = "", block = ""] = first?.cell_type === "code" || first === undefined
    ? []
    : FRONT_MATTER.exec(first.source) ?? [];
  const fields = new Map(
    [...block.matchAll(/^([\w-]+):[ \t]*(.*?)[ \t]*\r?$/gm)].map(([, key, value]) =>
      [key!, value!.replace(/^(["'])(.*)\1$/, "$2")] as const
    ),
  );
  const { metadata } = notebook;
  const said = (key: string) =>
    [metadata[key], fields.get(key)].find((one) => typeof one === "string" && one.trim() !== "") as
      | string
      | undefined;
  const lang = said("lang") ?? said("language");
  const rest = { ...first!, source: first?.source.slice(whole.length) ?? "" } as Cell;
  return {
    notebook: fields.size === 0 ? notebook : { ...notebook, cells: [rest, ...others] },
    title: said("title")?.trim(),
    ...(/^[a-z]{2,3}(?:-[\w-]+)?$/i.test(lang ?? "") && { lang }),
  };
}

/** True where most letters of the text cells are of a script that is written from right to left. */
export function isRightToLeft({ cells }: Notebook): boolean {
  const text = cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source.slice(0, 10_000)).join("\n");
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return 2 * count(/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu) >
    count(/\p{L}/gu);
}
