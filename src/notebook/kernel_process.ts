/** The operating system's side of a kernel: the process, what it says there, and how it ends. */

export interface ProcessEnd {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  /** The last lines that the process wrote on its own stdout and stderr, without colours. */
  readonly said: string;
}

const KEPT_CHARACTERS = 8_000;
const KEPT_LINES = 8;

/** A kernel's process. */
export class KernelProcess {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  readonly #child: Deno.ChildProcess;
  #said = "";
  #isRunning = true;

  /** @throws {Deno.errors.NotFound} when there is no such program, or no such folder */
  constructor(command: readonly string[], cwd: string) {
    const [program, ...args] = command;
    this.#child = new Deno.Command(program!, {
      args,
      cwd,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.ended = this.#waitForEnd();
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Ends the process now, whatever it does. */
  kill(): void {
    if (!this.#isRunning) return;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It ended in between.
    }
  }

  async #waitForEnd(): Promise<ProcessEnd> {
    const reading = [this.#read(this.#child.stdout), this.#read(this.#child.stderr)];
    const { code, signal } = await this.#child.status;
    this.#isRunning = false;
    // A process that the kernel started may hold the pipes open for as long as it likes.
    const readers = Promise.all(reading.map(({ done }) => done));
    const patience = setTimeout(() => reading.forEach(({ cancel }) => cancel()), 200);
    await readers;
    clearTimeout(patience);
    return { code, signal, said: lastLines(this.#said) };
  }

  #read(stream: ReadableStream<Uint8Array>): { done: Promise<void>; cancel: () => void } {
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    const run = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        this.#said = (this.#said + decoder.decode(value, { stream: true })).slice(-KEPT_CHARACTERS);
      }
    };
    return { done: run(), cancel: () => void reader.cancel() };
  }
}

/** The lines that say why: no colours, no notice that every kernel prints, no places inside the kernel. */
function lastLines(text: string): string {
  return text
    // deno-lint-ignore no-control-regex
    .replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "")
    .split(/\r?\n/)
    .filter((line) =>
      line.trim() !== "" && !/"deno jupyter" is unstable/.test(line) && !/^\s+at /.test(line)
    )
    .slice(-KEPT_LINES)
    .join("\n");
}
