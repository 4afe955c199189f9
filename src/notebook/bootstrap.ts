/** Code that runs in the kernel, silently, beside the notebook's own. */
import { z } from "zod";
import type { IopubMessage } from "./messages.ts";

/** The MIME type of what this code says to us. */
const REPORT_MIME = "application/vnd.notebook-runner+json";

/** A throw or rejection that no cell awaited or caught. */
const failure = z.object({
  kind: z.literal("failure"),
  name: z.string(),
  message: z.string(),
  isError: z.boolean(),
  isRejection: z.boolean(),
  /** Where it was thrown, innermost call first: the script's name, then line and column as compiled. */
  sites: z.array(z.tuple([z.string(), z.int(), z.int()])),
});
const flushed = z.object({
  kind: z.literal("flushed"),
  marker: z.string(),
  /** The line of the last statement that began, where the cell noted it. */
  line: z.int().positive().optional(),
});
const report = z.discriminatedUnion("kind", [failure, flushed]);

export type BackgroundFailure = z.infer<typeof failure>;
export type KernelReport = z.infer<typeof report>;

/** What the code below said, when the message is its own rather than the notebook's. */
export function readReport(message: IopubMessage, secret: string): KernelReport | undefined {
  if (message.type !== "display_data") return undefined;
  const value = message.content.data[REPORT_MIME] as { secret?: unknown } | undefined;
  if (value?.secret !== secret) return undefined;
  const parsed = report.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** A statement that notes which line of its cell is reached: a declaration of nothing, so that no value of a cell changes. */
export function noteLine(secret: string, line: number): string {
  return `const {}=${secret}.line=${line};`;
}

/** Matches any such note. */
export function notePattern(secret: string): RegExp {
  return new RegExp(`const \\{\\}=${secret}\\.line=\\d+;`, "g");
}

/** Appended to a cell, so that a call site can be told to be in it. It shows in no stack trace. */
export function nameScript(code: string, name: string): string {
  return `${code}\n//# sourceURL=${name}\n`;
}

/**
 * Code that sees background failures, and offers a flush.
 *
 * It keeps what it needs in a closure: a notebook may rename or replace anything global.
 */
export function setupCode(secret: string): string {
  return `(${setUp})(${JSON.stringify(secret)}, ${JSON.stringify(REPORT_MIME)})`;
}

/** Code after whose marker nothing of the cells before can come. */
export function flushCode(secret: string, marker: string): string {
  return `await ${secret}(${JSON.stringify(marker)})`;
}

/** Code that any sound kernel answers with an error. */
export const SELF_TEST = `throw new Error("self-test")`;

// Runs in the kernel: it may use nothing of this module.
function setUp(secret: string, mime: string): void {
  const { broadcast } = (Deno as unknown as {
    jupyter: { broadcast(type: string, content: unknown): void | Promise<void> };
  }).jupyter;
  const { log, error: logError } = console;
  const { test } = Deno;
  const [later, wait] = [queueMicrotask, setTimeout];
  const say = async (value: object) =>
    await broadcast("display_data", {
      data: { [mime]: { secret, ...value } },
      metadata: {},
      transient: {},
    });

  type Sites = [string, number, number][];
  const thrownAt = new WeakMap<Error, Sites>();
  // Formats as Deno does, which names no cell. An error of a timer is formatted before anybody can ask for its sites.
  Error.prepareStackTrace = (error, found) => {
    const sites: Sites = found.map((site) => [
      site.getScriptNameOrSourceURL() ?? "",
      site.getLineNumber() ?? 1,
      site.getColumnNumber() ?? 1,
    ]);
    thrownAt.set(error, sites);
    const calls = found.map((site) =>
      `    at ${String(site).replace(/\bnotebook-cell:\d+(?=:\d+:\d+)/, "<anonymous>")}`
    );
    return [error, ...calls].join("\n");
  };
  const sitesOf = (error: Error) => {
    // Formatted when it is first asked for, and only then.
    void error.stack;
    return thrownAt.get(error) ?? [];
  };
  const tell = (event: Event, thrown: unknown, isRejection: boolean) => {
    const isError = thrown instanceof Error;
    let message = "";
    let name = "Error";
    let sites: Sites = [];
    try {
      message = String(isError ? thrown.message : thrown);
      if (isError) {
        name = String(thrown.name);
        sites = sitesOf(thrown);
      }
    } catch {
      // An error whose own getters throw.
    }
    event.preventDefault();
    let isHandled = false;
    Object.defineProperty(event, "preventDefault", { value: () => isHandled = true });
    later(() => {
      // A listener of the notebook's own took care of it.
      if (isHandled) return;
      say({ kind: "failure", name, message, isError, isRejection, sites }).catch(() => {});
    });
  };
  addEventListener("unhandledrejection", (event) => tell(event, event.reason, true));
  addEventListener("error", (event) => tell(event, event.error, false));

  const flush: { (marker: string): Promise<void>; line?: number } = async (marker) => {
    const { line } = flush;
    delete flush.line;
    // One turn of the event loop, in which what nobody caught is told.
    await new Promise((resolve) => wait(resolve, 0));
    log(marker);
    logError(marker);
    // The kernel holds back what is written past it until it runs a test, and then prints it.
    test({
      name: marker,
      fn: () => {},
      sanitizeOps: false,
      sanitizeResources: false,
      sanitizeExit: false,
    });
    await say({ kind: "flushed", marker, line });
  };
  Object.defineProperty(globalThis, secret, { value: flush });
}
