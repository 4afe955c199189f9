/** What a process hears, says and waits for: a request to stop, the lines that another writes to it, lines on stderr. */

/** Exit statuses as a shell gives them: 128 and the number of the signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a task whose signal aborts on SIGINT, SIGTERM or SIGHUP, and waits until it has cleaned up after itself.
 * @returns the exit status: 0, or that of the signal
 */
export async function untilInterrupted(
  task: (signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const controller = new AbortController();
  let status = 0;
  const names = Deno.build.os === "windows"
    ? ["SIGINT"] as const
    : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const listeners = names.map((name) => {
    const listener = () => {
      status ||= SIGNALS[name];
      controller.abort(new DOMException("interrupted", "AbortError"));
    };
    Deno.addSignalListener(name, listener);
    return [name, listener] as const;
  });
  try {
    await task(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    tell(
      "Interrupted: but for what is named above nothing was written, and earlier files are as they were",
    );
  } finally {
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  }
  return status;
}

/** Lines of a stream of bytes, however long, each without its end. */
export class TextLineStream extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder();
    let parts: string[] = [];
    super({
      transform(chunk, controller) {
        const [first, ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
        parts.push(first!);
        for (const part of rest) {
          controller.enqueue(parts.join(""));
          parts = [part];
        }
      },
    });
  }
}

/** Writes a line to stderr; what nobody can read, since it is closed or its disk is full, ends nothing. */
export function tell(line: string): void {
  write(`${line}\n`);
}

/** Writes to stderr what begins or overwrites a line. */
export function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
  } catch {
    // See above.
  }
}

/** Waits until a promise is settled, but not longer than so many milliseconds. True when it was in time. */
export async function settled(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([promise.then(() => true, () => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is awaited, unless the signal comes first: then its reason is thrown. */
export async function unlessAborted<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([awaited, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
