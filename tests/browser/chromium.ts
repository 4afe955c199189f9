/** A real Chromium, where the machine has one. */
import { type Browser, chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser to test with: env `CHROMIUM`, else the usual places. */
export function findChromium(): string | undefined {
  return [Deno.env.get("CHROMIUM"), ...PLACES].find((path) => {
    try {
      return path !== undefined && Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** A test that needs Chromium; without one it is ignored, and its name says why. */
export function browserTest(name: string, run: (browser: Browser) => Promise<void>): void {
  const executablePath = findChromium();
  Deno.test({
    name: executablePath ? name : `${name} (skipped: no Chromium; set CHROMIUM to its path)`,
    ignore: executablePath === undefined,
    // Playwright keeps its own timers and pipes until the browser has closed.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const browser = await launch(executablePath!);
      try {
        await run(browser);
      } finally {
        await browser.close();
      }
    },
  });
}

/** A machine that does other work as well may take longer for a page than Playwright's 30 s. */
export const PATIENCE = 180_000;

export async function launch(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
    timeout: PATIENCE,
  });
  const newContext = browser.newContext.bind(browser);
  // Also each page's own.
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(PATIENCE);
    return context;
  };
  return browser;
}
