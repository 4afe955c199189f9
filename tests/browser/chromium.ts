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
      if (!(await shared)?.isConnected()) shared = launch(executablePath!);
      const browser = await shared!;
      await run(browser);
      // What a test left open would be seen by the next.
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
  });
}

/** One browser for all tests of a file: starting it takes longer than most of them. */
let shared: Promise<Browser> | undefined;
Deno.test.afterAll(async () => await (await shared)?.close());

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
