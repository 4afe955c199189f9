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
  /** Attributes that would run something. */
  readonly handlers: readonly string[];
  /** `2 h1`, `h2 before h4`. */
  readonly outline: readonly string[];
  /** Boxes that scroll and that the keyboard does not reach. */
  readonly unreachable: readonly string[];
}

/** Opens a page from its file in light and dark, wide and narrow, and looks. */
export async function inspectPage(browser: Browser, url: string): Promise<Inspection> {
  const requests: string[] = [];
  const dialogs: string[] = [];
  const complaints: string[] = [];
  const findings: string[] = [];
  let overflow: string[] = [];
  let unreachable: string[] = [];
  let handlers: string[] = [];
  let outline: string[] = [];
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
    scripts += await page.locator("script").count();
    handlers = await findHandlers(page);
    outline = await findOutlineFaults(page);
    findings.push(...(await runAxe(page)).map((finding) => `${colorScheme}: ${finding}`));
    await page.setViewportSize({ width: 320, height: 700 });
    findings.push(...(await runAxe(page)).map((finding) => `${colorScheme}, 320 px: ${finding}`));
    overflow = await findOverflow(page);
    unreachable = await findUnreachable(page);
    await context.close();
  }
  return {
    requests,
    dialogs,
    complaints,
    axe: findings,
    overflow,
    scripts,
    handlers,
    outline,
    unreachable,
  };
}

export function openAll(page: Page): Promise<void> {
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

export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width) {
      found.push(`page ${document.documentElement.scrollWidth} px`);
    }
    for (const element of document.querySelectorAll("body *")) {
      const box = element.closest(".r-scroll, .r-table[tabindex], .r-formula");
      if (box !== null && box !== element) continue;
      if (element.closest("svg") !== null && element.localName !== "svg") continue;
      const { right, width: own } = element.getBoundingClientRect();
      if (own > 1 && right > width + 1) found.push(`${element.outerHTML.slice(0, 100)} ${right}`);
    }
    return found;
  });
}

function findHandlers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter(({ name }) => /^on/i.test(name))
        .map(({ name }) => `${name} of <${element.localName}>`)
    )
  );
}

function findOutlineFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .map(({ localName }) => Number(localName.slice(1)));
    const first = levels.filter((level) => level === 1).length;
    return [
      ...(first === 1 ? [] : [`${first} h1`]),
      ...levels.flatMap((level, index) => {
        const before = levels[index - 1] ?? 0;
        return level > before + 1 ? [`h${before} before h${level}`] : [];
      }),
    ];
  });
}

/** Boxes whose content is wider than they are, that scroll, and that neither take the focus nor hold what does. */
function findUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")].filter((element) =>
      element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 &&
      /auto|scroll/.test(getComputedStyle(element).overflowX) &&
      (element as HTMLElement).tabIndex < 0 && element.querySelector("a, [tabindex='0']") === null
    ).map((element) => element.outerHTML.slice(0, 100))
  );
}

/** Elements cut by their own box, or wider than it; but for formulas and drawings of text, whose boxes scroll. */
export function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("body *")].filter((element) =>
      element.checkVisibility() &&
      element.closest("pre, svg, .r-hidden, .r-scroll, .r-table[tabindex], .r-formula") === null &&
      element.clientWidth > 40 && element.scrollWidth > element.clientWidth + 1
    ).map((element) => `${element.localName}.${element.className} ${element.scrollWidth}`)
  );
}

/**
 * Texts smaller than so many CSS pixels, as shown: a drawing's type by its scale, a formula's by its base. A stranger's
 * drawing may come with smaller type: the page shows none smaller than it came, but where a drawing is wider than its
 * box and has to be fitted whole.
 */
export function findSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    (least) =>
      [...document.querySelectorAll("body *")].filter((element) =>
        element.checkVisibility() && element.closest("title, desc, .r-hidden") === null &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim())
      ).flatMap((element) => {
        const svg = (element as SVGElement).ownerSVGElement ?? null;
        const own = parseFloat(getComputedStyle(element.closest("math") ?? element).fontSize);
        const drawn = svg?.viewBox.baseVal.width ?? 1;
        const size = own * (svg ? svg.getBoundingClientRect().width / drawn : 1);
        const isOurs = svg === null || svg.closest(".r-themed, .figure-svg") !== null;
        const room = svg?.parentElement?.clientWidth ?? 1;
        const wanted = isOurs ? least : Math.min(least, own * Math.min(1, room / drawn));
        return size < wanted - 0.05 ? [`${size.toFixed(2)} px ${element.textContent!.trim()}`] : [];
      }),
    least,
  );
}

interface Mode {
  readonly width: number;
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active";
  readonly scale?: number;
}

const MODES: Readonly<Record<string, Mode>> = {
  ...Object.fromEntries(
    [1440, 1200, 768, 360].flatMap((width) =>
      (["light", "dark"] as const).map((colorScheme) =>
        [`${width} px, ${colorScheme}`, { width, colorScheme }] as const
      )
    ),
  ),
  "forced colours": { width: 1200, forcedColors: "active" },
  "200 %": { width: 640, scale: 2 },
};

/** What is cut, scrolls sideways or is under 12 px at each width and in each mode; leaves the page as in the last. */
export async function lookInModes(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const devtools = await page.context().newCDPSession(page);
  for (const [mode, { width, colorScheme, forcedColors, scale = 1 }] of Object.entries(MODES)) {
    const size = { width, height: 800, deviceScaleFactor: scale, mobile: false };
    await devtools.send("Emulation.setDeviceMetricsOverride", size);
    await page.emulateMedia({
      colorScheme: colorScheme ?? "light",
      forcedColors: forcedColors ?? "none",
    });
    const faults = [await findOverflow(page), await findCut(page), await findSmall(page, 12)];
    if (faults.flat().length > 0) found[mode] = faults.flat();
  }
  return found;
}
