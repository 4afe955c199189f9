/** One Deno kernel: the process and the channels to it. */
import { createConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { flushCode, readReport } from "./bootstrap.ts";
import type { BackgroundFailure } from "./bootstrap.ts";
import { Flush } from "./flush.ts";
import { settled } from "./settled.ts";
import { executeReply, kernelInfo, readIopub } from "./messages.ts";
import type { ExecuteReply, IopubMessage, KernelInfo } from "./messages.ts";
import { KernelProcess } from "./kernel_process.ts";
import type { ProcessEnd } from "./kernel_process.ts";
import { RawText } from "./raw_text.ts";
import { decodeMessage, encodeMessage, newMessage } from "./wire.ts";
import type { Message } from "./wire.ts";
import { ZmtpError, ZmtpSocket } from "./zmtp.ts";

/** The kernel ended, or was ended, while something was asked of it. */
export class KernelEndedError extends Error {
  override readonly name = "KernelEndedError";
  constructor(readonly end: ProcessEnd) {
    super("The kernel has ended");
  }
}

/** The kernel runs, but no longer answers as a kernel should. */
export class KernelFaultError extends Error {
  override readonly name = "KernelFaultError";
}

/** Hears what a kernel publishes. */
export interface KernelListener {
  onMessage?(message: IopubMessage): void;
  onBackgroundFailure?(failure: BackgroundFailure): void;
}

/** How long after a kernel's reply what it printed before that may take to arrive. */
const RAW_GRACE_MS = 500;

/** A running kernel. `startKernel` makes one; disposing ends it. */
export class Kernel implements AsyncDisposable {
  /** Whom to tell what the kernel publishes. */
  listener: KernelListener = {};
  /** Names what is the runner's own in the kernel; nobody else knows it. */
  readonly secret = `runner_${crypto.randomUUID().replaceAll("-", "")}`;
  readonly process: KernelProcess;
  readonly #connection: Connection;
  readonly #session = crypto.randomUUID();
  readonly #waiting = new Map<string, (message: Message) => void>();
  readonly #flushes = new Map<string, Flush>();
  readonly #sockets: ZmtpSocket[] = [];
  readonly #reading: Promise<void>[] = [];
  readonly #raw = { stdout: new RawText(), stderr: new RawText() };
  #shell?: ZmtpSocket;
  #control?: ZmtpSocket;
  #info?: KernelInfo;
  #closed?: Promise<string[]>;

  private constructor(connection: Connection, process: KernelProcess) {
    this.#connection = connection;
    this.process = process;
    process.onText = (name, text) => {
      this.#raw[name].push(text);
      for (const flush of this.#flushes.values()) {
        if (this.#raw.stdout.hasMarker(flush.marker)) flush.see("raw");
      }
    };
  }

  /** Starts the process; it does not listen yet. */
  static spawn(command: readonly string[], cwd: string): Kernel {
    const connection = createConnection();
    try {
      return new Kernel(connection, new KernelProcess(command, cwd, connection.file));
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
  }

  /** Who the kernel says it is. */
  get info(): KernelInfo {
    if (this.#info === undefined) throw new TypeError("The kernel is not connected yet");
    return this.#info;
  }

  /** Waits until the kernel listens, and until what it publishes arrives here. */
  async connect(signal: AbortSignal): Promise<void> {
    const { iopub_port, shell_port, control_port } = this.#connection.ports;
    const identity = this.#session;
    const iopub = await this.#open({ port: iopub_port, type: "SUB" }, signal);
    this.#shell = await this.#open({ port: shell_port, type: "DEALER", identity }, signal);
    this.#control = await this.#open({ port: control_port, type: "DEALER", identity }, signal);
    const isHeard = Promise.withResolvers<void>();
    this.#read(iopub, (message) => {
      isHeard.resolve();
      this.#hear(message);
    });
    this.#read(this.#shell, (message) => this.#answer(message));
    this.#read(this.#control, (message) => this.#answer(message));
    // A subscription takes effect some time after it was sent: ask until something is heard.
    let heard = false;
    isHeard.promise.then(() => heard = true);
    do {
      const reply = await this.#request(this.#shell, "kernel_info_request", {}, signal);
      this.#info = kernelInfo.parse(reply.content);
      await settled(isHeard.promise, 50);
    } while (!heard);
  }

  /**
   * Runs code and gives the kernel's reply. Outputs may still be on their way: `flush` waits for them.
   * @throws {KernelEndedError} when the kernel ends instead
   */
  async execute(
    code: string,
    { silent = false, signal }: { silent?: boolean; signal?: AbortSignal } = {},
  ): Promise<ExecuteReply> {
    const content = {
      code,
      silent,
      store_history: !silent,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    const message = await this.#request(this.#shell!, "execute_request", content, signal);
    return executeReply.parse(message.content);
  }

  /**
   * Waits until all that was published by the cells so far has been heard.
   *
   * A kernel says "idle" before it has sent all of a cell's outputs. They come in order, though: what was printed
   * before a marker arrives before it, on standard output, on standard error and among the displays.
   * @returns the line of the last statement that began, where the cell noted it
   */
  async flush(signal?: AbortSignal): Promise<number | undefined> {
    const marker = `${this.secret}:${crypto.randomUUID()}`;
    const flush = new Flush(marker);
    this.#flushes.set(marker, flush);
    try {
      const code = flushCode(this.secret, marker);
      const reply = await this.execute(code, { silent: true, signal });
      if (reply.status !== "ok") throw new KernelFaultError(reply.evalue);
      await this.#unlessEnded(flush.done, signal);
      // It was printed before the reply. A Deno that prints no such report keeps nobody waiting.
      await settled(flush.raw, RAW_GRACE_MS);
      return flush.line;
    } finally {
      this.#flushes.delete(marker);
    }
  }

  /** Asks the kernel to stop the running cell. It can stop a loop, not a wait. */
  async interrupt(): Promise<void> {
    await this.#send(this.#control!, newMessage("interrupt_request", {}, this.#session))
      .catch(() => {});
  }

  /** What was written past the kernel's messages since the last time that it was asked for. */
  takeRawText(): { name: "stdout" | "stderr"; text: string }[] {
    return (["stdout", "stderr"] as const).map((name) => ({ name, text: this.#raw[name].take() }))
      .filter(({ text }) => text !== "");
  }

  /**
   * Ends the kernel and all that its cells started.
   * @returns the programs that were still running, as a shell would name them
   */
  close(): Promise<string[]> {
    this.listener = {};
    return this.#closed ??= this.#close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<string[]> {
    try {
      const programs = await this.process.startedPrograms();
      // At once: a kernel that is asked to end takes its time over nothing that a notebook could notice.
      this.process.kill();
      await this.process.ended;
      return programs;
    } finally {
      await this.process.release();
      this.#sockets.forEach((socket) => socket.close());
      await Promise.all(this.#reading);
      this.#connection[Symbol.dispose]();
    }
  }

  async #open(
    options: Parameters<typeof ZmtpSocket.connect>[0],
    signal: AbortSignal,
  ): Promise<ZmtpSocket> {
    for (;;) {
      signal.throwIfAborted();
      if (!this.process.isRunning) throw new KernelEndedError(await this.process.ended);
      try {
        const socket = await ZmtpSocket.connect(options, signal);
        this.#sockets.push(socket);
        return socket;
      } catch (error) {
        // Another program may have taken the port: then the kernel is about to end, and to say so.
        const mayPass = error instanceof Deno.errors.ConnectionRefused ||
          error instanceof ZmtpError || isDisconnection(error);
        if (!mayPass) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  #read(socket: ZmtpSocket, take: (message: Message) => void): void {
    const read = async () => {
      for await (const frames of socket.messages()) {
        const message = decodeMessage(frames.slice(), this.#connection.key);
        if (message) take(message);
      }
    };
    // Without this channel nothing asked of the kernel would ever be answered.
    this.#reading.push(read().catch(() => this.process.kill()));
  }

  async #request(
    socket: ZmtpSocket,
    type: string,
    content: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<Message> {
    const message = newMessage(type, content, this.#session);
    const { msg_id } = message.header;
    const reply = Promise.withResolvers<Message>();
    this.#waiting.set(msg_id, reply.resolve);
    try {
      const sent = this.#send(socket, message).then(() => reply.promise);
      return await this.#unlessEnded(sent, signal);
    } finally {
      this.#waiting.delete(msg_id);
    }
  }

  async #send(socket: ZmtpSocket, message: Message): Promise<void> {
    try {
      await socket.send(encodeMessage(message, this.#connection.key));
    } catch (error) {
      // The other side is gone: the process will end, or be ended.
      if (!isDisconnection(error)) throw error;
      await this.process.ended;
    }
  }

  #answer(message: Message): void {
    this.#waiting.get(message.parent_header.msg_id ?? "")?.(message);
  }

  #hear(raw: Message): void {
    let message = readIopub(raw);
    if (message === undefined) return;
    const report = readReport(message, this.secret);
    if (report?.kind === "flushed") {
      return this.#flushes.get(report.marker)?.see("display", report.line);
    }
    if (report?.kind === "failure") return this.listener.onBackgroundFailure?.(report);
    if (message.type === "stream" && message.content.text.includes(this.secret)) {
      const { name, text } = message.content;
      let rest = text;
      for (const flush of this.#flushes.values()) {
        const line = `${flush.marker}\n`;
        if (!rest.includes(line)) continue;
        rest = rest.replace(line, "");
        flush.see(name as "stdout" | "stderr");
      }
      if (rest === "") return;
      message = { ...message, content: { name, text: rest } };
    }
    this.listener.onMessage?.(message);
  }

  /** What is awaited, unless the kernel ends or the signal comes first. */
  async #unlessEnded<T>(awaited: Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal!.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const ended = this.process.ended.then((end) => {
      throw new KernelEndedError(end);
    });
    try {
      return await Promise.race([awaited, aborted.promise, ended]);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }
}

function isDisconnection(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionAborted;
}
