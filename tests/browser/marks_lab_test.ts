/** The marks in a real JupyterLab, over rows that no release made: light and dark, run and only opened. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Project } from "../project/project.ts";
import { findJupyter } from "../hosts/jupyter.ts";
import { startJupyterLab } from "../hosts/jupyter_lab.ts";
import { notebookOf } from "../notebooks/run/notebooks.ts";
import { findChromium, launch, PATIENCE } from "./chromium.ts";

const IMPORTS =
  `import { figure, HATCH, Plot, show, suppressedBarX } from "../../src/counts/mod.ts";
const births = [
  { town: "A", births: 12 },
  { town: "B", births: null, flag: "<5", least: 1, most: 4 },
  { town: "C", births: null, flag: "..", least: 3 },
];
const own = { y: "town", x: "births", mark: "flag", lower: "least", upper: "most" };`;
const CELLS = [
  IMPORTS,
  "Plot.plot({ width: 400, marks: [suppressedBarX(births, own), Plot.ruleX([0])] })",
  `Plot.plot({ width: 400, title: "Births", color: { legend: true }, marks: [suppressedBarX(births, { ...own, fill: "town" })] })`,
  "Plot.plot({ width: 400, marks: [Plot.barX([1, 2, 3], { y: Plot.indexOf, fill: HATCH })] })",
  `await show(figure({ title: "Births", alt: "Three bars", data: births, note: "Made up" }, (width) =>
  Plot.plot({ width, marks: [suppressedBarX(births, own), Plot.ruleX([0])] })));`,
];

interface Lab {
  readonly commands: { execute(id: string, args?: unknown): Promise<unknown> };
  readonly shell: {
    readonly currentWidget: {
      readonly context: { readonly model: { toJSON(): unknown } };
      readonly content: { readonly widgets: readonly { readonly model: { trusted: boolean } }[] };
      readonly sessionContext: {
        readonly session: { readonly kernel: { readonly status: string } } | null;
      };
    };
  };
}
declare const jupyterapp: Lab;

const bin = findJupyter();
const chromium = findChromium();

/** What of each picture can be seen: its size, its paper, and how much of it is ink. */
async function picturesOf(page: Page) {
  await page.waitForFunction(
    (count) => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>(".jp-OutputArea img")];
      return pictures.length === count && pictures.every(({ complete }) => complete);
    },
    CELLS.length - 1,
    { timeout: PATIENCE },
  );
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>(".jp-OutputArea img")].map((picture) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
      const context = canvas.getContext("2d")!;
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 100) dark++;
      return { width: picture.offsetWidth, paper: [...data.slice(0, 4)], dark };
    })
  );
}

async function checkPictures(page: Page) {
  for (const { width, paper, dark } of await picturesOf(page)) {
    assert.ok(width >= 400, `${width} px wide`);
    assert.deepEqual(paper, [255, 255, 255, 255]);
    assert.ok(dark > 300, `${dark} dark pixels`);
  }
}

Deno.test({
  name: `marks and Plot alone show in JupyterLab, light and dark, trusted or not${
    bin && chromium ? "" : " (skipped: needs Jupyter and Chromium; set JUPYTER_BIN and CHROMIUM)"
  }`,
  ignore: !bin || !chromium,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    await using project = await Project.make({});
    const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
    const notebook = { ...notebookOf(...CELLS), metadata: { kernelspec } };
    await project.write("notebooks/mine/marks.ipynb", JSON.stringify(notebook));
    await using lab = await startJupyterLab(bin!, project.folder);
    const browser = await launch(chromium!);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      await page.goto(lab.address("notebooks/mine/marks.ipynb"));
      await page.waitForFunction(
        () => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel.status === "idle",
        undefined,
        { timeout: PATIENCE },
      );
      let saved: unknown;
      await t.step("run", async () => {
        await page.evaluate(() => jupyterapp.commands.execute("notebook:run-all-cells"));
        await checkPictures(page);
        saved = await page.evaluate(() => jupyterapp.shell.currentWidget.context.model.toJSON());
      });
      await t.step("in the dark theme", async () => {
        const theme = { theme: "JupyterLab Dark" };
        await page.evaluate(
          (theme) => jupyterapp.commands.execute("apputils:change-theme", theme),
          theme,
        );
        await checkPictures(page);
        const look = Deno.env.get("LOOK");
        if (look) await page.screenshot({ path: look });
      });
      await t.step("opened by somebody who did not run it", async () => {
        await project.write("notebooks/mine/saved.ipynb", JSON.stringify(saved));
        await page.goto(lab.address("notebooks/mine/saved.ipynb"));
        await checkPictures(page);
        const trusted = await page.evaluate(() =>
          jupyterapp.shell.currentWidget.content.widgets.some(({ model }) => model.trusted)
        );
        assert.equal(trusted, false);
      });
    } finally {
      await browser.close();
    }
  },
});
