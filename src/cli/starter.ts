/** The notebook that a new release starts with: everything that can be shown of it, and what has to be reviewed. */
import type { Language } from "../locale/language.ts";
import { STARTER_TEXT } from "../locale/starter.ts";
import { type Cell, formatNotebook } from "../notebook/format.ts";
import type { Release } from "../release/model.ts";

export interface StarterOptions {
  readonly lang: Language;
  /** From the notebook's folder to src/mod.ts. */
  readonly modulePath: string;
  /** From the notebook's folder to the release's. */
  readonly releasePath: string;
}

/** The text of the .ipynb file, without outputs. */
export function starterNotebook(release: Release, options: StarterOptions): string {
  const { lang, modulePath, releasePath } = options;
  const text = STARTER_TEXT[lang];
  const cells: Cell[] = [];
  const say = (id: string, source: string) =>
    cells.push({ cell_type: "markdown", id, metadata: {}, source });
  const run = (id: string, source: string) =>
    cells.push({
      cell_type: "code",
      id,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    });
  const show = (id: string, name: string, call: string) =>
    run(id, `import { ${name} } from "${modulePath}";\n\nawait show(${call});`);

  say("title", `# ${release.title[lang]}\n\n${text.intro}`);
  run(
    "open",
    `import { loadRelease, openView, show } from "${modulePath}";\n\n` +
      `const release = await loadRelease("${releasePath}");\n` +
      `const view = await openView(release, { locale: "${lang}" });`,
  );
  say("review", `## ${text.reviewTitle}\n\n${text.review}`);
  show("review-table", "reviewTable", "reviewTable(view)");
  say("tables", `## ${text.tables}`);
  for (const { name } of release.tables) {
    show(id("table", name), "countsTable", `countsTable(view, ${JSON.stringify(name)})`);
  }
  const hasCrosses = release.tables.some(({ cells }) =>
    cells.some(({ status }) => status === "suppressed")
  );
  if (hasCrosses) {
    say("crosses", `## ${text.crosses}\n\n${text.crossesText}`);
    show("matrix", "matrixFigure", "matrixFigure(view)");
    show("crosses-figure", "crossesFigure", "crossesFigure(view)");
    say("relations", `## ${text.relations}\n\n${text.relationsText}`);
    if (release.relations.length > 0) {
      show("relations-table", "relationsTable", "relationsTable(view)");
    }
    show("assumptions-table", "assumptionsTable", "await assumptionsTable(view)");
    say("ranges", `## ${text.ranges}\n\n${text.rangesText}`);
    for (const { name } of release.assumptions) {
      run(
        id("ranges", name),
        `import { rangesFigure } from "${modulePath}";\n\n` +
          `const ${variable(name)} = await openView(release, { locale: "${lang}", assumption: ${
            JSON.stringify(name)
          } });\nawait show(rangesFigure(${variable(name)}));`,
      );
    }
    show("withheld", "withheldTable", "withheldTable(view)");
  }
  say("figures", `## ${text.figures}\n\n${text.figuresText}`);
  for (const { name } of release.tables) {
    show(id("figure", name), "countsFigure", `countsFigure(view, ${JSON.stringify(name)})`);
  }
  const names = release.tables.map(({ name }) => name);
  if (names.length > 1) {
    show("comparison", "comparisonFigure", `comparisonFigure(view, ${JSON.stringify(names)})`);
  }
  if (release.dimensions.some(({ categories }) => categories.some(({ start }) => start))) {
    show("lengths", "lengthsFigure", "lengthsFigure(view)");
  }
  say("frame", `## ${text.frame}`);
  run(
    "frame-table",
    `import { tidyFrame } from "${modulePath}";\n\nawait show(tidyFrame(release).head(8), { view });`,
  );
  const metadata = {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: { name: "typescript" },
  };
  return formatNotebook(
    { nbformat: 4, nbformat_minor: 5, metadata, cells },
    "the starter notebook",
  );
}

/** A cell's id may hold letters, digits, "-" and "_". */
function id(kind: string, name: string): string {
  const plain = name.normalize("NFD").replaceAll(/[^a-zA-Z0-9_-]/g, "");
  return `${kind}-${plain}`.slice(0, 64);
}

function variable(assumption: string): string {
  return `under${assumption.charAt(0).toUpperCase()}${assumption.slice(1).replaceAll(/\W/g, "")}`;
}
