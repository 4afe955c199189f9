/** The operating system's side of a kernel: the process, what it says there, and how it ends. */
import { stripVTControlCharacters } from "node:util";

export interface ProcessEnd {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  /** The last lines that the process wrote on its own stdout and stderr, without colours. */
  readonly said: string;
}

const KEPT_CHARACTERS = 8_000;
const KEPT_LINES = 8;
const encoder = new TextEncoder();

/**
 * Starts a kernel as the leader of a process group, after a watchdog that reads our pipe and kills the group when the pipe
 * closes: whenever this process ends, so does the kernel. The connection comes by the pipe as well, so that no file holds
 * its key. V8's flags suit a process that lives for seconds: one thread for garbage, no early optimisation.
 */
const WATCHDOG = `exec 3<&0
IFS= read -r connection <&3
export DENO_V8_FLAGS="\${DENO_V8_FLAGS---single-threaded-gc,--invocation-count-for-maglev=2000}"
(trap '' INT TERM HUP; while read -r _ <&3; do :; done; kill -9 0) >/dev/null 2>&1 &
exec "$@" /dev/fd/4 3<&- </dev/null 4<<END
$connection
END`;

/** A kernel's process, and all that its cells started and that stayed in its group. */
export class KernelProcess {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  onText: (name: "stdout" | "stderr", text: string) => void = () => {};
  readonly #mark = crypto.randomUUID();
  readonly #child: Deno.ChildProcess;
  readonly #pipe: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #said = "";

  /**
   * @param connection what the kernel is to read from the file that is appended to the command
   * @throws {Deno.errors.NotFound} when there is no such folder
   */
  constructor(command: readonly string[], cwd: string, connection: string) {
    const isGrouped = Deno.build.os !== "windows";
    const file = isGrouped ? undefined : writeConnection(connection);
    const [program, ...args] = isGrouped
      ? ["sh", "-c", WATCHDOG, "kernel", ...command]
      : [...command, file!];
    this.#child = new Deno.Command(program!, {
      args,
      cwd,
      // By it what leaves the group is known.
      env: { [MARK]: `${this.#mark}` },
      stdin: isGrouped ? "piped" : "null",
      stdout: "piped",
      stderr: "piped",
      detached: isGrouped,
    }).spawn();
    this.pid = this.#child.pid;
    if (isGrouped) {
      this.#pipe = this.#child.stdin.getWriter();
      // Nobody reads where the program is not there: its end says so.
      this.#pipe.write(encoder.encode(`${connection}\n`)).catch(() => {});
    }
    this.ended = this.#waitForEnd(file);
  }

  kill(): void {
    try {
      if (this.#pipe) Deno.kill(-this.pid, "SIGKILL");
      else this.#child.kill("SIGKILL");
    } catch (error) {
      // It ended in between; but without the right to end it, somebody would wait for it for ever.
      if (error instanceof Deno.errors.NotCapable) throw error;
    }
  }

  /** Programs that cells started and that still run; undefined where no `ps` tells. */
  async startedPrograms(): Promise<StartedProgram[] | undefined> {
    if (this.#pipe === undefined) return undefined;
    try {
      const [all, marked] = await Promise.all([listProcesses("-A"), listProcesses("axe")]);
      const mark = `${MARK}=${this.#mark}`;
      const ours = marked.filter(({ program }) => program.includes(mark)).map(({ pid }) => pid);
      return all.filter(({ pid, group, state, program }) =>
        (group === this.pid || ours.includes(pid)) && pid !== this.pid && !state.startsWith("Z") &&
        !program.includes("exec 3<&0")
      ).map(({ pid, group, program }) => ({ pid, program, hasLeft: group !== this.pid }));
    } catch {
      return undefined;
    }
  }

  /** Lets go of what the process held open, once it has ended: nothing of its group stays. */
  async release(): Promise<void> {
    this.kill();
    await this.#pipe?.close().catch(() => {});
  }

  async #waitForEnd(file: string | undefined): Promise<ProcessEnd> {
    const reading = [this.#read("stdout"), this.#read("stderr")];
    const { code, signal } = await this.#child.status;
    if (file !== undefined) Deno.removeSync(file);
    // A process that the kernel started may hold the pipes open for as long as it likes.
    const readers = Promise.all(reading.map(({ done }) => done));
    const patience = setTimeout(() => reading.forEach(({ cancel }) => cancel()), 200);
    await readers;
    clearTimeout(patience);
    return { code, signal, said: lastLines(this.#said) };
  }

  #read(name: "stdout" | "stderr"): { done: Promise<void>; cancel: () => void } {
    const reader = this.#child[name].getReader();
    const decoder = new TextDecoder();
    const run = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const text = decoder.decode(value, { stream: true });
        this.#said = (this.#said + text).slice(-KEPT_CHARACTERS);
        this.onText(name, text);
      }
    };
    return { done: run(), cancel: () => void reader.cancel() };
  }
}

export interface StartedProgram {
  readonly pid: number;
  /** As a shell would name it. */
  readonly program: string;
  /** True where it left the kernel's group, as `setsid` makes a program do: it does not end with the kernel. */
  readonly hasLeft: boolean;
}

/** The variable in the environment of a kernel, and of all that its cells start. */
const MARK = "NOTEBOOK_KERNEL_RUN";

/** All processes; with `axe`, each name is followed by its environment. */
async function listProcesses(which: "-A" | "axe") {
  const { stdout } = await new Deno.Command("ps", {
    args: [which, "-ww", "-o", "pgid=,pid=,stat=,args="],
    // A terminal's width would cut what tells the watchdog from the others.
    env: { COLUMNS: "1000" },
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [, group, pid, state, program] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return program === undefined
      ? []
      : [{ group: Number(group), pid: Number(pid), state: state!, program }];
  });
}

/** Windows has no descriptors that a path could name. */
function writeConnection(connection: string): string {
  const file = Deno.makeTempFileSync({ prefix: "notebook-kernel-", suffix: ".json" });
  Deno.writeTextFileSync(file, connection, { mode: 0o600 });
  return file;
}

/** What Deno says around the reason why it broke off: more lines than are kept. */
const PANIC =
  /^(?:=+$|Deno has panicked|If you can reliably|reproduction steps|Platform: |Version: |Args: |View stack trace|https:\/\/panic\.deno|note: )/;

/** The lines that say why: no colours, no notice that every kernel prints, no markers, no places inside the kernel. */
function lastLines(text: string): string {
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .filter((line) =>
      line.trim() !== "" && !/"deno jupyter" is unstable|^runner_[\da-f]{32}:/.test(line) &&
      !/^\s+at /.test(line) && !PANIC.test(line)
    )
    .slice(-KEPT_LINES)
    .join("\n");
}

/** Characters that are kept of what one cell prints so: the first, and a few at the end. */
const MOST_FIRST = 1_000_000;
const MOST_LAST = 1_000;

/** What a process, its workers and the programs that it starts print on one stream. */
export class PrintedText {
  #text = "";
  #dropped = 0;

  push(text: string): void {
    this.#text += text;
    const excess = this.#text.length - MOST_FIRST - MOST_LAST;
    if (excess <= 0) return;
    this.#text = this.#text.slice(0, MOST_FIRST) + this.#text.slice(MOST_FIRST + excess);
    this.#dropped += excess;
  }

  /** Takes a marker's line out, which may stand in the midst of another; true where it was there. */
  takeMarker(marker: string): boolean {
    const line = `${marker}\n`;
    const at = this.#text.lastIndexOf(line);
    if (at < 0) return false;
    this.#text = this.#text.slice(0, at) + this.#text.slice(at + line.length);
    return true;
  }

  /** All that came since the last time that it was asked for. */
  takeAll(): string {
    const left = `\n[${this.#dropped} more characters are left out]\n`;
    const text = this.#dropped === 0
      ? this.#text
      : this.#text.slice(0, MOST_FIRST) + left + this.#text.slice(MOST_FIRST);
    this.#text = "";
    this.#dropped = 0;
    return text;
  }
}
