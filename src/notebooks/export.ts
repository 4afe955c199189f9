/** Exporting anyone's notebooks, each to a page of its own. */
import { basename, dirname, join } from "node:path";
import { terminalSafe, UsageError } from "@crosses/text";
import { PROVENANCE_TEXT } from "./words/provenance.ts";
import { describeAddresses } from "./page/links.ts";
import { describeFinding, describeSize } from "./page/findings.ts";
import { clock, writeFiles } from "@crosses/text/command";
import { createHash } from "node:crypto";
import { Renderer } from "./page/renderer.ts";
import { type Executed, type RunOptions, startNotebooks, stem } from "./run/run_notebooks.ts";

export interface ExportOptions extends RunOptions {
  /** Left out: French for a notebook in a folder `fr`, else English. */
  readonly lang: "en" | "fr" | undefined;
  /** Left out: each page beside its notebook. */
  readonly out: string | undefined;
}

/**
 * Runs each notebook and writes OUT/NAME.html. One that fails leaves its earlier page as it was and the others alone.
 * @throws {UsageError} when two would be written to one page
 * @throws {AggregateError} of what went wrong with each that failed
 */
export async function exportNotebooks(
  paths: readonly string[],
  options: ExportOptions,
): Promise<void> {
  const sources = paths.map((path) => ({
    name: path,
    path,
    page: join(options.out ?? dirname(path), `${stem(path)}.html`),
  }));
  for (const { page, path } of sources) {
    if (!/\.ipynb$/i.test(path)) {
      throw new UsageError(
        `Cannot export "${path}": it is not a notebook`,
        "name a file that ends in .ipynb",
      );
    }
    const others = sources.filter((other) => other.page === page);
    if (others.length > 1) {
      throw new UsageError(
        `Cannot export ${
          others.map(({ path }) => `"${path}"`).join(" and ")
        }: both would be "${page}"`,
        "export them in two runs with different --out folders",
      );
    }
  }
  await using renderer = new Renderer(paths.map((path) => dirname(path)), options.signal);
  const errors: unknown[] = [];
  for (const [index, running] of startNotebooks(sources, options).entries()) {
    try {
      await exportOne(await running, sources[index]!.page, renderer, options);
    } catch (error) {
      errors.push(error);
    }
  }
  options.signal?.throwIfAborted();
  if (errors.length > 0) throw new AggregateError(errors);
}

async function exportOne(
  { name, path, notebook, bytes }: Executed,
  page: string,
  renderer: Renderer,
  { lang: asked, execute, signal }: ExportOptions,
): Promise<void> {
  const lang = asked ?? (basename(dirname(path)) === "fr" ? "fr" : "en");
  const text = PROVENANCE_TEXT[lang];
  const report = await renderer.render({
    lang,
    chapters: [{ name: stem(name) + ".ipynb", notebook, folder: dirname(path) }],
    provenance: {
      rows: [
        { label: text.notebook, value: stem(name) + ".ipynb" },
        { label: "SHA-256", value: createHash("sha256").update(bytes).digest("hex") },
        { label: text.execution, value: execute ? text.executed(Deno.version.deno) : text.asSaved },
      ],
    },
    generatedAt: clock(),
    brokenLinks: "report",
  });
  for (const finding of report.findings) {
    console.error(`note: ${terminalSafe(describeFinding(finding))}`);
  }
  const addresses = describeAddresses(basename(page), report.addresses);
  if (addresses !== undefined) console.error(terminalSafe(addresses));
  console.error(terminalSafe(describeSize(basename(page), report.html)));
  await writeFiles(dirname(page), [{ path: basename(page), content: report.html }], signal);
  console.log(terminalSafe(page));
}
