/** Exporting anyone's notebooks, each to a page of its own. */
import { hash } from "node:crypto";
import { basename, dirname, join, relative, sep } from "node:path";
import { type Language, LANGUAGES, UsageError } from "@crosses/text";
import {
  addressOf,
  executionRow,
  type MakeOptions,
  makePages,
  type PagePlan,
} from "./make_pages.ts";
import { readFrontMatter } from "./ipynb/format.ts";
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

/**
 * Where the page of each notebook is written: in a folder for all, those of one name are told apart by the folders in which
 * their notebooks differ, such as `letter-1.start.en.html`.
 */
export function pagesOf(paths: readonly string[], out: string | undefined): string[] {
  return paths.map((path) => {
    const alike = paths.filter((other) => stem(other) === stem(path));
    const apart = out === undefined ? [] : foldersApart(path, alike);
    return join(out ?? dirname(path), `${[...apart, stem(path)].join(".")}.html`);
  });
}

/** The folders of a path without those that all have, first and last. */
function foldersApart(path: string, paths: readonly string[]): string[] {
  const all = paths.map((one) => dirname(one).split(sep));
  const own = dirname(path).split(sep);
  const shortest = Math.min(...all.map(({ length }) => length));
  const isShared = (at: number) => all.every((folders) => folders.at(at) === own.at(at));
  let first = 0;
  while (first < shortest && isShared(first)) first++;
  let last = 0;
  while (last < shortest - first && isShared(-1 - last)) last++;
  return own.slice(first, own.length - last);
}

/**
 * Runs each notebook and writes OUT/NAME.html, or of several with one name OUT/FOLDER.NAME.html. One that fails leaves its
 * earlier page as it was and the others alone. Prints the path of each page.
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
  const pages = pagesOf(paths, out);
  const targets = paths.map((path, at): Target => ({ path, page: pages[at]! }));
  for (const target of targets) refuseClash(target, targets);
  const plans = targets.map((target) => planOf(target, targets, lang, options.execute));
  const path = join(out ?? "", "index.html");
  const index = out !== undefined && isListed && targets.every(({ page }) => page !== path)
    ? { path, entries: new Map(targets.map(({ page }) => [page, undefined])) }
    : undefined;
  return (changed = paths) => {
    const changedPlans = plans.filter((_, at) => changed.includes(paths[at]!));
    return makePages(changedPlans, { ...options, brokenLinks: "report", index });
  };
}

interface Target {
  readonly path: string;
  readonly page: string;
}

function refuseClash({ path, page }: Target, targets: readonly Target[]): void {
  if (!/\.ipynb$/i.test(path)) {
    const hint = "name a file that ends in .ipynb";
    throw new UsageError(`Cannot export "${path}": it is not a notebook`, hint);
  }
  const others = targets.filter((other) => other.page === page);
  if (others.length === 1) return;
  throw new UsageError(
    `Cannot export ${others.map(({ path }) => `"${path}"`).join(" and ")}: both would be "${page}"`,
    "export them in two runs with different --out folders",
  );
}

function planOf(
  own: Target,
  targets: readonly Target[],
  given: Language | undefined,
  isExecuted: boolean,
): PagePlan {
  const folder = dirname(own.path);
  const others = targets.filter((other) => other !== own)
    .map((other) => ({ ...other, href: addressOf(other.page, dirname(own.page)) }));
  const siblings = LANGUAGES.flatMap((lang) => {
    const sibling = siblingIn(lang, own, targets);
    if (sibling === undefined || siblingIn(namedIn(own.path)![2]!, sibling, targets) !== own) {
      return [];
    }
    const { page } = sibling;
    return [{ lang, fileName: basename(page), href: addressOf(page, dirname(own.page)) }];
  });
  return {
    path: own.page,
    chapters: [{ name: own.path, path: own.path }],
    neighbours: Object.fromEntries(
      others.map(({ path, href }) => [relative(folder, path).replaceAll(sep, "/"), href]),
    ),
    words: ([executed]) => {
      const lang = given ?? languageOf(executed!);
      const sha256 = hash("sha256", executed!.bytes);
      const rows = [
        { label: PAGE_TEXT[lang].notebook, value: `${stem(own.path)}.ipynb` },
        { label: "SHA-256", value: sha256 },
        executionRow(lang, isExecuted),
      ];
      return { lang, siblings, provenance: { rows } };
    },
  };
}

/**
 * The same notebook in another language, as names say it: `start.en.ipynb`, `start.fr.ipynb`. Of several, the one whose
 * folders are the most alike.
 */
function siblingIn(lang: string, own: Target, targets: readonly Target[]): Target | undefined {
  const [, name, language] = namedIn(own.path) ?? [];
  if (name === undefined || lang === language) return undefined;
  const folders = own.path.split(sep);
  const difference = ({ path }: Target) =>
    path.split(sep).filter((folder, at) => folder !== folders[at]).length;
  return targets.filter(({ path }) => namedIn(path)?.[1] === name && namedIn(path)?.[2] === lang)
    .toSorted((a, b) => difference(a) - difference(b))[0];
}

/** What the notebook says, else what its name or its folder is; English where none says. */
function languageOf({ path, notebook }: Executed): Language {
  const said = readFrontMatter(notebook).lang?.slice(0, 2).toLowerCase();
  const candidates = [said, namedIn(path)?.[2], basename(dirname(path))];
  return candidates.flatMap((name) => LANGUAGES.find((one) => one === name) ?? [])[0] ?? "en";
}

/** A notebook's name without its language, and that: `start.en.ipynb`. */
function namedIn(path: string): RegExpExecArray | null {
  return /^(.+)\.(\w\w)\.ipynb$/.exec(basename(path));
}
