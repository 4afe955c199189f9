/** The notebooks in a real JupyterLab in a real browser: as cloned, and after "Run All Cells". */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { compareOutputs } from "../../src/notebooks/run/compare.ts";
import { type CodeCell, type Notebook, parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { Project } from "../project/project.ts";
import { findJupyter } from "../hosts/jupyter.ts";
import { startJupyterLab } from "../hosts/jupyter_lab.ts";
import { findChromium, launch, PATIENCE } from "./chromium.ts";
import { LANGUAGES } from "../../src/text/language.ts";

const PATHS = LANGUAGES.flatMap((lang) =>
  ["01_outcomes", "02_suppression", "03_method"].map((name) => `notebooks/${lang}/${name}.ipynb`)
);

const bin = findJupyter();
const chromium = findChromium();
const missing = [
  ...(bin ? [] : ["no Jupyter; set JUPYTER_BIN"]),
  ...(chromium ? [] : ["no Chromium; set CHROMIUM"]),
];

Deno.test({
  name: `JupyterLab shows every figure and table before a run and after${
    missing.length > 0 ? ` (skipped: ${missing.join(", ")})` : ""
  }`,
  ignore: missing.length > 0,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    await using project = await Project.make({});
    await project.copy("notebooks");
    await using lab = await startJupyterLab(bin!, project.folder);
    const browser = await launch(chromium!);
    try {
      // One context, so that JupyterLab itself is fetched once.
      const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
      for (const path of PATHS) {
        const saved = parseNotebook(await Deno.readTextFile(project.path(path)), path);
        const page = await context.newPage();
        await page.goto(lab.address(path));
        await t.step(`${path}, not trusted, before it is run`, async () => {
          await isOpen(page, saved);
          assert.equal(await isTrusted(page), false);
          await seesOutputs(page, saved);
          if (path.includes("01_outcomes")) assert.ok(await topOfFigure(page) <= 900);
        });
        await t.step(`${path}, all cells run`, async () => {
          const executed = await runAll(page, saved);
          assert.deepEqual(compareOutputs(saved, executed), []);
          await seesOutputs(page, saved);
        });
        await page.close();
      }
    } finally {
      await browser.close();
    }
  },
});

/** What of JupyterLab's own objects is used here. */
interface Lab {
  readonly commands: { execute(id: string): Promise<unknown> };
  readonly shell: {
    readonly currentWidget: {
      readonly content: {
        readonly widgets: readonly {
          readonly model: { readonly type: string; trusted: boolean };
        }[];
      };
      readonly context: { readonly model: { toJSON(): unknown }; readonly ready: Promise<void> };
      readonly sessionContext: {
        readonly ready: Promise<void>;
        readonly session: { readonly kernel: { readonly status: string } } | null;
        shutdown(): Promise<void>;
      };
    };
  };
}
declare const jupyterapp: Lab;

/** Waits until every cell is in the page. */
async function isOpen(page: Page, { cells }: Notebook): Promise<void> {
  await page.waitForFunction(
    (count) => document.querySelectorAll(".jp-Notebook .jp-Cell").length === count,
    cells.length,
    { timeout: PATIENCE },
  );
}

/** Whether JupyterLab takes the outputs of any cell for this user's own. */
function isTrusted(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    jupyterapp.shell.currentWidget.content.widgets
      .some(({ model }) => model.type === "code" && model.trusted)
  );
}

/** How far below the notebook's top its first figure begins, in pixels: within the first screen or two. */
function topOfFigure(page: Page): Promise<number> {
  return page.evaluate(() => {
    const top = (selector: string) =>
      document.querySelector(`.jp-Notebook ${selector}`)!.getBoundingClientRect().top;
    return top("figure") - top(".jp-Cell");
  });
}

/** Runs everything, waits until nothing is missing, and gives the notebook as JupyterLab has it then. */
async function runAll(page: Page, saved: Notebook): Promise<Notebook> {
  await page.waitForFunction(
    () => jupyterapp.shell.currentWidget.sessionContext.session?.kernel.status === "idle",
    undefined,
    { timeout: PATIENCE },
  );
  await page.evaluate(() => jupyterapp.commands.execute("notebook:run-all-cells"));
  const model = () => page.evaluate(() => jupyterapp.shell.currentWidget.context.model.toJSON());
  // Outputs may come after the kernel says that it is idle: as many as are saved.
  const counts = saved.cells.flatMap((cell) =>
    cell.cell_type === "code" ? [cell.outputs.length] : []
  );
  await page.waitForFunction(
    (counts) => {
      const { cells } = jupyterapp.shell.currentWidget.context.model.toJSON() as {
        cells: { cell_type: string; outputs: unknown[]; execution_count: number | null }[];
      };
      const code = cells.filter(({ cell_type }) => cell_type === "code");
      return code.every(({ execution_count }) => execution_count !== null) &&
        code.every(({ outputs }, index) => outputs.length >= counts[index]!);
    },
    counts,
    { timeout: PATIENCE },
  );
  const executed = parseNotebook(JSON.stringify(await model()), "in JupyterLab");
  await page.evaluate(() => jupyterapp.shell.currentWidget.sessionContext.shutdown());
  return executed;
}

/** Every output is there to be seen: a picture that has loaded, a table with rows. */
async function seesOutputs(page: Page, { cells }: Notebook): Promise<void> {
  const expected = cells.flatMap((cell) => cell.cell_type === "code" ? [htmlOf(cell)] : []);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLImageElement>(".jp-OutputArea img")]
        .every(({ complete }) => complete),
  );
  const seen = await page.evaluate(() =>
    [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")].map((cell) => {
      const output = cell.querySelector<HTMLElement>(".jp-OutputArea-output");
      return {
        pictures: [...cell.querySelectorAll<HTMLImageElement>(".jp-OutputArea img:not(td img)")]
          .filter(({ naturalWidth, alt, offsetHeight }) =>
            naturalWidth > 100 && offsetHeight > 50 && alt.length > 20
          ).length,
        // Decoration beside its words: JupyterLab gives it others, and takes its role away.
        drawings: [...cell.querySelectorAll<HTMLImageElement>("td img")]
          .filter(({ naturalWidth, offsetHeight, offsetWidth }) =>
            naturalWidth > 50 && offsetHeight > 8 && offsetWidth > 50
          ).length,
        rows: cell.querySelectorAll(".jp-OutputArea tr").length,
        captions: cell.querySelectorAll(".jp-OutputArea caption").length,
        height: output?.offsetHeight ?? 0,
        errors: cell.querySelectorAll('[data-mime-type="application/vnd.jupyter.error"]').length,
      };
    })
  );
  assert.equal(seen.length, expected.length);
  for (const [index, html] of expected.entries()) {
    const cell = seen[index]!;
    const place = `code cell ${index + 1}`;
    assert.equal(cell.errors, 0, place);
    const drawings = html.split('<img alt="" role="presentation"').length - 1;
    assert.equal(cell.drawings, drawings, `small drawings of ${place}`);
    assert.equal(cell.pictures, html.split("<img").length - 1 - drawings, `pictures of ${place}`);
    assert.equal(cell.rows, html.split("<tr").length - 1, `rows of ${place}`);
    assert.equal(cell.captions, html.split("<caption").length - 1, `captions of ${place}`);
    if (html !== "") assert.ok(cell.height > 20, `${place} is empty`);
  }
}

function htmlOf({ outputs }: CodeCell): string {
  return outputs.map((output) => "data" in output ? String(output.data["text/html"]) : "").join("");
}
