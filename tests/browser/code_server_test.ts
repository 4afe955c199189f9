/** The saved notebooks in a real VS Code in a real browser: what one sees who opens them and runs nothing. */
import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { compareOutputs } from "../../src/notebooks/run/compare.ts";
import { type Notebook, parseNotebook } from "../../src/notebooks/ipynb/format.ts";
import { Project } from "../project/project.ts";
import { startCodeServer } from "../hosts/code_server.ts";
import { onlyHtml, withHtml } from "../hosts/html_outputs.ts";
import { findChromium, launch, PATIENCE } from "./chromium.ts";
import { LANGUAGES } from "../../src/text/language.ts";

const NAMES = ["01_outcomes", "02_suppression", "03_method"];

const program = Deno.env.get("CODE_SERVER_BIN");
const chromium = findChromium();
const missing = [
  ...(program ? [] : ["no code-server; .ci/install_code_server says what CODE_SERVER_BIN is"]),
  ...(chromium ? [] : ["no Chromium; set CHROMIUM"]),
];

Deno.test({
  name: `VS Code shows every saved figure and table in its cell${
    missing.length > 0 ? ` (skipped: ${missing.join(", ")})` : ""
  }`,
  ignore: missing.length > 0,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    await using project = await Project.make({});
    await project.copy("notebooks", ".vscode");
    await using server = await startCodeServer(program!, project.folder);
    const browser = await launch(chromium!);
    try {
      for (const lang of LANGUAGES) {
        // So high that all cells are in sight: VS Code builds no others.
        const page = await browser.newPage({ viewport: { width: 1600, height: 6_000 } });
        await page.goto(server.address);
        for (const folder of ["notebooks", lang]) {
          await page.getByRole("treeitem", { name: folder, exact: true }).click();
        }
        for (const name of NAMES) {
          const path = `notebooks/${lang}/${name}.ipynb`;
          await t.step(path, async () => {
            const saved = parseNotebook(await Deno.readTextFile(project.path(path)), path);
            await open(page, `${name}.ipynb`);
            assert.deepEqual(await lastingFaults(page, saved), []);
          });
        }
        await page.close();
      }
    } finally {
      await browser.close();
    }
  },
});

/** Opens a notebook from the list of files. */
async function open(page: Page, name: string): Promise<void> {
  const file = page.getByRole("treeitem", { name });
  // It knows the file's language once its extensions are there, the one for notebooks too.
  await file.locator(".json-lang-file-icon").waitFor();
  // Once, not twice: the file before it is then closed.
  await file.click();
}

/** What is wrong with what the page shows of a notebook, once nothing is, or when a minute has passed. */
async function lastingFaults(page: Page, saved: Notebook): Promise<unknown[]> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const cells = (await Promise.all(page.frames().map(outputsIn))).flat();
    const faults = faultsOf(cells, saved);
    if (faults.length === 0 || performance.now() > end) return faults;
    await page.waitForTimeout(300);
  }
}

/** What is shown below one cell. */
interface ShownCell {
  readonly top: number;
  readonly html: readonly string[];
  /** Its pictures and tables, and which of them cannot be seen. */
  readonly unseen: readonly string[];
}

/** What a frame shows below the cells; nothing where it is not the one that holds outputs. */
async function outputsIn(frame: Frame): Promise<ShownCell[]> {
  const inPage = () =>
    [...document.querySelectorAll<HTMLElement>(".cell_container")].map((cell) => ({
      top: cell.offsetTop,
      html: [...cell.querySelectorAll(".output > div")].map(({ innerHTML }) => innerHTML),
      unseen: [...cell.querySelectorAll<HTMLElement>("img, .output > div > table")]
        .filter((element) =>
          element.offsetHeight < 50 ||
          element instanceof HTMLImageElement && element.naturalWidth < 100
        )
        .map((element) => element.getAttribute("alt") ?? element.innerText),
    }));
  // A frame may go while it is asked.
  return await frame.evaluate(inPage).catch(() => []);
}

function faultsOf(cells: ShownCell[], saved: Notebook): unknown[] {
  const expected = onlyHtml(saved);
  const shown = cells.filter(({ html }) => html.length > 0).sort((a, b) => a.top - b.top);
  const seen = withHtml(
    expected,
    ({ outputs }) => outputs.length === 0 ? [] : [...shown.shift()?.html ?? []],
  );
  return [
    ...compareOutputs(expected, seen),
    ...shown.map(({ html }) => `besides: ${html}`),
    ...cells.flatMap(({ unseen }) => unseen.map((what) => `not to be seen: ${what}`)),
  ];
}
