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
const flushed = z.object({
  kind: z.literal("flushed"),
  marker: z.string(),
  /** True where the marker comes by the process' own stdout and stderr as well. */
  isPrinted: z.boolean(),
  /** True where no timer, worker or other work is left that may still print or fail. */
  isIdle: z.boolean(),
});
/** What a cell wrote by `Deno.stdout` or `process.stderr`, which the kernel itself publishes nowhere. */
const written = z.object({
  kind: z.literal("written"),
  name: z.enum(["stdout", "stderr"]),
  text: z.string(),
});
const notice = z.discriminatedUnion("kind", [failure, flushed, written]);

export type BackgroundFailure = z.infer<typeof failure>;
export type WrittenText = z.infer<typeof written>;

/** What the code below said, when the message is its own rather than the notebook's. */
export function readNotice(message: IopubMessage, secret: string) {
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
  const own = JSON.stringify(secret);
  return `((say) => {
    (${hearFailures})(say);
    (${takeWritten})(say);
    (${offerFlush})(say, ${own}, (${leadOut})());
  })((${sayer})(${own}, ${JSON.stringify(NOTICE_MIME)}))`;
}

/** Code after whose marker nothing of the cells before can come. */
export function flushCode(secret: string, marker: string): string {
  return `await ${secret}(${JSON.stringify(marker)})`;
}

/** Code that any sound kernel answers with an error. */
export const SELF_TEST = `throw new Error("self-test")`;

// What follows runs in the kernel: it may use nothing of this module.
/**
 * Leads what programs and workers print to the process' own stdout and stderr, and gives these. The kernel has
 * them write to a pipe each, reads these itself, and shows nothing of it. Of a pipe's four writing ends workers have the
 * third and programs the last; `Deno.test` needs the others. Linux alone lists them: elsewhere it gives none.
 */
function leadOut(): Deno.FsFile[] {
  try {
    const folder = "/proc/self/fd";
    const ends = new Map<string, number[]>();
    const all = [...Deno.readDirSync(folder)].map(({ name }) => Number(name));
    for (const end of all.sort((a, b) => a - b)) {
      try {
        const pipe = Deno.readLinkSync(`${folder}/${end}`);
        if (pipe.startsWith("pipe:")) ends.set(pipe, [...ends.get(pipe) ?? [], end]);
      } catch {
        // The folder's own, closed by now.
      }
    }
    // One to read, then four to write; the first two pipes are those of cells.
    const pipes = [...ends.values()].filter(({ length }) => length === 5).slice(0, 2);
    if (pipes.length < 2) return [];
    const { symbols: { dup2 } } = Deno.dlopen("libc.so.6", {
      dup2: { parameters: ["i32", "i32"], result: "i32" },
    });
    pipes.forEach((pipe, index) => [pipe[3]!, pipe[4]!].forEach((end) => dup2(index + 1, end)));
    return [1, 2].map((end) => Deno.openSync(`${folder}/${end}`, { write: true }));
  } catch {
    return [];
  }
}

type Say = (value: object) => Promise<void>;

function sayer(secret: string, mime: string): Say {
  const { broadcast } = (Deno as unknown as {
    jupyter: { broadcast(type: string, content: unknown): void | Promise<void> };
  }).jupyter;
  return async (value) => {
    const data = { [mime]: { secret, ...value } };
    await broadcast("display_data", { data, metadata: {}, transient: {} });
  };
}

function hearFailures(say: Say): void {
  const later = queueMicrotask;
  // By the names of their scripts, which Deno leaves out. An error of a timer is formatted before anybody can ask.
  Error.prepareStackTrace = (error, sites) =>
    [error, ...sites.map((site) => `    at ${site}`)].join("\n");
  const tell = (event: Event, thrown: unknown, isRejection: boolean) => {
    const isError = thrown instanceof Error;
    let [message, name, stack] = ["", "Error", ""];
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
}

/** The kernel holds back what these write, and never tells it. Node's process.stdout writes by them, too. */
function takeWritten(say: Say): void {
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
}

function offerFlush(say: Say, secret: string, printed: Deno.FsFile[]): void {
  // Deno's own, by which a program knows whether it has come to its end.
  const { core } = Reflect.get(Deno, Reflect.get(Deno, "internal")) ?? {};
  const { log, error } = console;
  const wait = setTimeout;
  const encoder = new TextEncoder();
  const flush = async (marker: string) => {
    // One turn of the event loop, in which what nobody caught is told.
    await new Promise((resolve) => wait(resolve, 0));
    const isIdle = core?.eventLoopHasMoreWork?.() === false;
    log(marker);
    error(marker);
    for (const stream of printed) stream.writeSync(encoder.encode(`${marker}\n`));
    await say({ kind: "flushed", marker, isPrinted: printed.length > 0, isIdle });
  };
  Object.defineProperty(globalThis, secret, { value: flush });
}
