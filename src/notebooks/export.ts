/** Exporting anyone's notebooks, each to a page of its own. */
import { createHash } from "node:crypto";
import { basename, dirname, join, relative, sep } from "node:path";
import { type Language, LANGUAGES, UsageError } from "@crosses/text";
import {
  addressOf,
  executionRow,
  type MakeOptions,
  makePages,
  type PagePlan,
} from "./make_pages.ts";
import { readFrontMatter } from "./page/options.ts";
import { type Executed, stem } from "./run/run_notebooks.ts";
import { PAGE_TEXT } from "./words/page.ts";

/** How notebooks are exported. */
export interface ExportOptions extends Omit<MakeOptions, "together" | "brokenLinks" | "index"> {
  /** The language of the page's own words. Left out: the notebook's `lang`, else its folder's name, `fr`, else English. */
  readonly lang?: Language | undefined;
  /** The folder for the pages, with an index.html where they are several. Left out: each page beside its notebook. */
  readonly out?: string | undefined;
  /** False to write no index.html. */
  readonly index?: boolean;
}

export function pageOf(path: string, out: string | undefined): string {
  return join(out ?? dirname(path), `${stem(path)}.html`);
}

/**
 * Runs each notebook and writes OUT/NAME.html. One that fails leaves its earlier page as it was and the others alone.
 * Prints the path of each page.
 *
 * @param paths of notebooks, absolute
 * @throws {UsageError} when one is no notebook, or two would be written to one page
 * @throws {AggregateError} of what went wrong with each that failed
 */
export async function exportNotebooks(
  paths: readonly string[],
  options: ExportOptions,
): Promise<void> {
  await exporterOf(paths, options)();
}

/**
 * What exports notebooks as {@linkcode exportNotebooks} does, again and again: all of them, or those that changed, while the
 * others' pages lie there already.
 * @throws {UsageError} when one is no notebook, or two would be written to one page
 */
export function exporterOf(
  paths: readonly string[],
  { lang, out, index: isListed = true, ...options }: ExportOptions,
): (changed?: readonly string[]) => Promise<void> {
  const pages = paths.map((path) => pageOf(path, out));
  for (const [index, path] of paths.entries()) {
    if (!/\.ipynb$/i.test(path)) {
      throw new UsageError(
        `Cannot export "${path}": it is not a notebook`,
        "name a file that ends in .ipynb",
      );
    }
    const others = paths.filter((_, at) => pages[at] === pages[index]);
    if (others.length > 1) {
      throw new UsageError(
        `Cannot export ${others.map((other) => `"${other}"`).join(" and ")}: both would be ` +
          `"${pages[index]}"`,
        "export them in two runs with different --out folders",
      );
    }
  }
  const languageOf = ({ path, notebook }: Executed) => {
    const said = readFrontMatter(notebook).lang?.slice(0, 2).toLowerCase();
    const candidates = [said, namedIn(path)?.[2], basename(dirname(path))];
    return lang ?? candidates.flatMap((name) => LANGUAGES.find((one) => one === name) ?? [])[0] ??
      "en";
  };
  const plans = paths.map((path, index): PagePlan => ({
    path: pages[index]!,
    lang: ([executed]) => languageOf(executed!),
    chapters: [{ name: path, path }],
    neighbours: Object.fromEntries(
      [...paths.entries()].filter(([at]) => at !== index).map(([at, other]) => [
        relative(dirname(path), other).replaceAll(sep, "/"),
        addressOf(pages[at]!, dirname(pages[index]!)),
      ]),
    ),
    words: ([executed]) => ({
      siblings: siblingsOf(paths, index).map(({ at, lang }) => ({
        lang,
        fileName: basename(pages[at]!),
        href: addressOf(pages[at]!, dirname(pages[index]!)),
      })),
      provenance: {
        rows: [
          { label: PAGE_TEXT[languageOf(executed!)].notebook, value: `${stem(path)}.ipynb` },
          { label: "SHA-256", value: createHash("sha256").update(executed!.bytes).digest("hex") },
          executionRow(languageOf(executed!), options.execute),
        ],
      },
    }),
  }));
  const path = join(out ?? "", "index.html");
  const index = out !== undefined && isListed && !pages.includes(path)
    ? { path, entries: new Map(pages.map((page) => [page, undefined])) }
    : undefined;
  return (changed = paths) => {
    const changedPlans = plans.filter((_, at) => changed.includes(paths[at]!));
    return makePages(changedPlans, { ...options, brokenLinks: "report", index });
  };
}

/** The same notebook in other languages, as names say it: `start.en.ipynb`, `start.fr.ipynb`. */
function siblingsOf(paths: readonly string[], index: number) {
  return paths.flatMap((path, at) => {
    const [own, name] = [namedIn(paths[index]!), namedIn(path)];
    const lang = LANGUAGES.find((one) => one === name?.[2]);
    return lang && at !== index && name?.[1] === own?.[1] ? [{ at, lang }] : [];
  });
}

/** A notebook's name without its language, and that: `start.en.ipynb`. */
function namedIn(path: string): RegExpExecArray | null {
  return /^(.+)\.(\w\w)\.ipynb$/.exec(basename(path));
}
