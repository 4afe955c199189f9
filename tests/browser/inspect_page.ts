/** What a browser says of a page opened from disk. */
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

export interface Inspection {
  /** Requests other than for the page itself and `data:`. */
  readonly requests: readonly string[];
  readonly dialogs: readonly string[];
  /** Violations of the page's own policy, and other console errors. */
  readonly complaints: readonly string[];
  /** `rule: element`, in light and in dark. */
  readonly axe: readonly string[];
  /** Elements that stand out to the right at 320 px, outside of boxes that scroll. */
  readonly overflow: readonly string[];
  readonly scripts: number;
}

/** Opens a page from its file in light and dark, wide and narrow, and looks. */
export async function inspectPage(browser: Browser, url: string): Promise<Inspection> {
  const requests: string[] = [];
  const dialogs: string[] = [];
  const complaints: string[] = [];
  const findings: string[] = [];
  let overflow: string[] = [];
  let scripts = 0;
  for (const colorScheme of ["light", "dark"] as const) {
    // The policy forbids scripts; axe is brought in past it, on a page of its own, after the honest look.
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (request.url() !== url && !request.url().startsWith("data:")) requests.push(request.url());
    });
    page.on("dialog", async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url);
    await openAll(page);
    scripts += await page.locator('script:not([type="application/ld+json"])').count();
    findings.push(...(await runAxe(page)).map((finding) => `${colorScheme}: ${finding}`));
    await page.setViewportSize({ width: 320, height: 700 });
    findings.push(...(await runAxe(page)).map((finding) => `${colorScheme}, 320 px: ${finding}`));
    overflow = await findOverflow(page);
    await context.close();
  }
  return { requests, dialogs, complaints, axe: findings, overflow, scripts };
}

function openAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) {
      details.setAttribute("open", "");
    }
  });
}

async function runAxe(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's policy does not bind.
  await page.evaluate(`${axe.source}; undefined`);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    })
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)
  );
}

function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width) {
      found.push(`page ${document.documentElement.scrollWidth} px`);
    }
    for (const element of document.querySelectorAll("body *")) {
      const box = element.closest(".r-scroll, .r-formula");
      if (box !== null && box !== element) continue;
      if (element.closest("svg") !== null && element.localName !== "svg") continue;
      const { right, width: own } = element.getBoundingClientRect();
      if (own > 1 && right > width + 1) found.push(`${element.outerHTML.slice(0, 100)} ${right}`);
    }
    return found;
  });
}
