/** Code that runs in the kernel, silently, beside the notebook's own. */
import { z } from "zod";
import type { IopubMessage } from "./protocol.ts";

/** The MIME type of what this code says to us. */
const NOTICE_MIME = "application/vnd.notebook-runner+json";

/** A throw or rejection that no cell awaited or caught. */
const failure = z.object({
  kind: z.literal("failure"),
  name: z.string(),
  message: z.string(),
  isError: z.boolean(),
  isRejection: z.boolean(),
  /** As `Error.stack` gives it. */
  stack: z.string(),
});
const flushed = z.object({ kind: z.literal("flushed"), marker: z.string() });
/** What a cell wrote by `Deno.stdout` or `process.stderr`, which the kernel itself publishes nowhere. */
const written = z.object({
  kind: z.literal("written"),
  name: z.enum(["stdout", "stderr"]),
  text: z.string(),
});
const notice = z.discriminatedUnion("kind", [failure, flushed, written]);

export type BackgroundFailure = z.infer<typeof failure>;
export type WrittenText = z.infer<typeof written>;
type Notice = z.infer<typeof notice>;

/** What the code below said, when the message is its own rather than the notebook's. */
export function readNotice(message: IopubMessage, secret: string): Notice | undefined {
  if (message.type !== "display_data") return undefined;
  const value = message.content.data[NOTICE_MIME] as { secret?: unknown } | undefined;
  if (value?.secret !== secret) return undefined;
  const parsed = notice.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * Code that sees background failures and what is written past the kernel, and offers a flush.
 *
 * It keeps what it needs in a closure: a notebook may rename or replace anything global.
 */
export function setupCode(secret: string): string {
  return `(${setUp})(${JSON.stringify(secret)}, ${JSON.stringify(NOTICE_MIME)})`;
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
  const [later, wait] = [queueMicrotask, setTimeout];
  const say = async (value: object) =>
    await broadcast("display_data", {
      data: { [mime]: { secret, ...value } },
      metadata: {},
      transient: {},
    });

  // By the names of their scripts, which Deno leaves out. An error of a timer is formatted before anybody can ask.
  Error.prepareStackTrace = (error, sites) =>
    [error, ...sites.map((site) => `    at ${site}`)].join("\n");
  const tell = (event: Event, thrown: unknown, isRejection: boolean) => {
    const isError = thrown instanceof Error;
    let message = "";
    let name = "Error";
    let stack = "";
    try {
      message = String(isError ? thrown.message : thrown);
      if (isError) {
        name = String(thrown.name);
        stack = String(thrown.stack);
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
      say({ kind: "failure", name, message, isError, isRejection, stack }).catch(() => {});
    });
  };
  addEventListener("unhandledrejection", (event) => tell(event, event.reason, true));
  addEventListener("error", (event) => tell(event, event.error, false));

  // The kernel holds back what these write, and never tells it. Node's process.stdout writes by them, too.
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const write = async (bytes: Uint8Array) => {
      await say({ kind: "written", name, text: decoder.decode(bytes, { stream: true }) });
      return bytes.length;
    };
    const writeSync = (bytes: Uint8Array) => (write(bytes), bytes.length);
    const writable = new WritableStream({ write: async (bytes) => void await write(bytes) });
    for (const [key, value] of Object.entries({ write, writeSync, writable })) {
      Object.defineProperty(Deno[name], key, { value, configurable: true, writable: true });
    }
  }

  const flush = async (marker: string) => {
    // One turn of the event loop, in which what nobody caught is told.
    await new Promise((resolve) => wait(resolve, 0));
    log(marker);
    logError(marker);
    await say({ kind: "flushed", marker });
  };
  Object.defineProperty(globalThis, secret, { value: flush });
}
