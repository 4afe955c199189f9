/** Rendering pages in a process of its own, which may read the notebooks' folders and nothing else. */
import { NotebookError } from "@crosses/text";
import type { PageInput, RenderedPage } from "./render_page.ts";
import { TextLineStream, unlessAborted } from "@crosses/text/command";

/** How long a page may take, and how much memory: many times what a large notebook needs. */
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1_500;

const encoder = new TextEncoder();

/** A process that renders one page after the other. One that fails takes no other page with it. */
export class Renderer implements AsyncDisposable {
  #child: Child | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /** Starts it now, so that it is ready when the notebooks have run. `folders` are those of the notebooks. */
  constructor(
    private readonly folders: readonly string[],
    private readonly signal?: AbortSignal,
    private readonly mostSeconds = MOST_SECONDS,
  ) {
    if (mayRun()) this.#child = new Child(folders);
  }

  /**
   * @throws {NotebookError} at what the notebook has wrong, and where it takes too long or too much memory
   * @throws the signal's reason when that aborts
   */
  render(input: PageInput): Promise<RenderedPage> {
    const rendered = this.#queue.then(() => this.#render(input));
    this.#queue = rendered.catch(() => {});
    return rendered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child?.end();
  }

  async #render(input: PageInput): Promise<RenderedPage> {
    // Without the right to run programs, this process is as harmless as that one.
    if (!mayRun()) return await (await import("./render_page.ts")).renderPage(input);
    this.#child ??= new Child(this.folders);
    const child = this.#child;
    const name = input.chapters.map(({ name }) => name).join(", ");
    const late = AbortSignal.timeout(this.mostSeconds * 1_000);
    const stop = this.signal ? AbortSignal.any([this.signal, late]) : late;
    try {
      const line = await unlessAborted(child.ask(encodeInput(input)), stop);
      if (line !== undefined) return readAnswer(line);
      throw cannotShow(name, await child.howItEnded());
    } catch (error) {
      if (!child.hasAnswered) {
        this.#child = undefined;
        await child.end();
      }
      if (error !== late.reason) throw error;
      throw cannotShow(name, `it takes longer than ${this.mostSeconds} s`);
    }
  }
}

function mayRun(): boolean {
  return Deno.permissions.querySync({ name: "run", command: Deno.execPath() }).state === "granted";
}

/** The flags of the process: what it may read, and nothing else. */
export function rightsOf(folders: readonly string[]): string[] {
  const read = [...new Set(folders)].map((folder) => folder.replaceAll(",", ",,")).join();
  return ["--no-prompt", "--no-remote", `--allow-read=${read}`];
}

function cannotShow(name: string, why: string): NotebookError {
  return new NotebookError(
    `Cannot show "${name}": ${why}`,
    { notebook: name },
    "is an output very large, or nested very deep?",
  );
}

/** One line of JSON. */
function encodeInput(input: PageInput): string {
  const downloads = input.downloads?.map((one) => ({ ...one, bytes: one.bytes.toBase64() }));
  return JSON.stringify({ ...input, downloads });
}

function readAnswer(line: string): RenderedPage {
  const { page, error } = JSON.parse(line);
  if (error === undefined) return page;
  if (error.name === "NotebookError") {
    throw new NotebookError(error.message, error.place, error.hint);
  }
  throw Object.assign(new Error(error.message), { name: error.name, stack: error.stack });
}

class Child {
  /** False while it works on an answer. */
  hasAnswered = true;
  readonly #process: Deno.ChildProcess;
  readonly #watchdog: { release(): Promise<void> };
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: ReadableStreamDefaultReader<string>;
  readonly #said: Promise<string>;

  constructor(folders: readonly string[]) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-check"],
        ...rightsOf(folders),
        `--v8-flags=--single-threaded,--max-old-space-size=${MOST_MEGABYTES}`,
        import.meta.resolve("./render_page.ts"),
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#watchdog = watch(this.#process.pid);
    this.#input = this.#process.stdin.getWriter();
    this.#lines = this.#process.stdout.pipeThrough(new TextLineStream()).getReader();
    this.#said = new Response(this.#process.stderr).text();
  }

  /** The line with which it answers; undefined where it ended instead. */
  async ask(line: string): Promise<string | undefined> {
    this.hasAnswered = false;
    await this.#input.write(encoder.encode(`${line}\n`)).catch(() => {});
    const { value } = await this.#lines.read();
    this.hasAnswered = value !== undefined;
    return value;
  }

  async howItEnded(): Promise<string> {
    const [{ code, signal }, said] = await Promise.all([this.#process.status, this.#said]);
    if (/out of memory/i.test(said)) return `it takes more than ${MOST_MEGABYTES} MB of memory`;
    const last = said.trim().split("\n").at(-1);
    return `what renders it ended with ${signal ?? `status ${code}`}${last ? `: ${last}` : ""}`;
  }

  async end(): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It ended before.
    }
    await this.#process.status;
    await Promise.all([this.#watchdog.release(), this.#said, this.#lines.cancel().catch(() => {})]);
    await this.#input.close().catch(() => {});
  }
}

const SCRIPT = `trap '' INT TERM HUP; while read -r _; do :; done; kill -9 "$0" 2>/dev/null`;

/**
 * Starts a watchdog that kills a process when ours ends, however it does, or `release` is called. Where there is no shell,
 * the process ends by itself, once it has read all that it was asked.
 */
function watch(pid: number): { release(): Promise<void> } {
  let watcher: Deno.ChildProcess;
  try {
    const pipes = { stdin: "piped", stdout: "null", stderr: "null" } as const;
    watcher = new Deno.Command("sh", { args: ["-c", SCRIPT, `${pid}`], ...pipes }).spawn();
  } catch {
    return { release: () => Promise.resolve() };
  }
  return {
    async release() {
      await watcher.stdin.close().catch(() => {});
      await watcher.status;
    },
  };
}
