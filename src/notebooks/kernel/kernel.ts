/** One Deno kernel: the process and the channels to it. */
import { settled, unlessAborted } from "@crosses/text/command";
import { type BackgroundFailure, flushCode, readNotice, type WrittenText } from "./bootstrap.ts";
import {
  type Connection,
  createConnection,
  decodeMessage,
  encodeMessage,
  type ExecuteReply,
  executeReply,
  type IopubMessage,
  type KernelInfo,
  kernelInfo,
  type Message,
  newMessage,
  readIopub,
} from "./protocol.ts";
import {
  KernelProcess,
  PrintedText,
  type ProcessEnd,
  type StartedProgram,
} from "./kernel_process.ts";
import { isDisconnection, ZmtpError, ZmtpSocket } from "./zmtp.ts";

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

interface KernelListener {
  onMessage?(message: IopubMessage): void;
  onBackgroundFailure?(failure: BackgroundFailure): void;
  /** What a cell wrote past the kernel, by `Deno.stdout` for instance. */
  onWritten?(text: WrittenText): void;
}

const STREAMS = ["stdout", "stderr"] as const;
/** A way that outputs take: as messages, or printed by the kernel's process and what it started. */
type Way = StreamName | "display" | `printed ${StreamName}`;
type StreamName = typeof STREAMS[number];

/** Waiting for a marker to come by every way that outputs take. */
interface Flush {
  readonly marker: string;
  /** The kinds of messages by which it has not come yet. */
  readonly missing: Set<Way>;
  /** All messages have come: true where the kernel is idle. */
  readonly done: PromiseWithResolvers<boolean>;
  isIdle: boolean;
}

/** A running kernel. `startKernel` makes one; disposing ends it. */
export class Kernel implements AsyncDisposable {
  listener: KernelListener = {};
  /** Names what is the runner's own in the kernel; nobody else knows it. */
  readonly secret = `runner_${crypto.randomUUID().replaceAll("-", "")}`;
  readonly process: KernelProcess;
  /** Who the kernel says it is, once it is connected. */
  info!: KernelInfo;
  readonly #connection: Connection;
  readonly #session = crypto.randomUUID();
  readonly #waiting = new Map<string, (message: Message) => void>();
  readonly #ended = new AbortController();
  readonly #sockets: ZmtpSocket[] = [];
  readonly #reading: Promise<void>[] = [];
  readonly #printed = { stdout: new PrintedText(), stderr: new PrintedText() };
  #flush?: Flush;
  #shell?: ZmtpSocket;
  #control?: ZmtpSocket;
  #closed?: Promise<StartedProgram[]>;

  /** Starts the process in a folder; it does not listen yet. */
  constructor(command: readonly string[], cwd: string) {
    this.#connection = createConnection();
    this.process = new KernelProcess(command, cwd, this.#connection.file);
    this.process.onText = (name, text) => {
      this.#printed[name].push(text);
      const marker = this.#flush?.marker;
      if (marker && this.#printed[name].takeMarker(marker)) this.#see(`printed ${name}`, marker);
    };
    this.process.ended.then((end) => this.#ended.abort(new KernelEndedError(end)));
  }

  /** Waits until the kernel listens, and until what it publishes arrives here. */
  async connect(signal: AbortSignal): Promise<void> {
    const { iopub_port, shell_port, control_port } = this.#connection.ports;
    const iopub = await this.#open({ port: iopub_port, type: "SUB" }, signal);
    this.#shell = await this.#open({ port: shell_port, type: "DEALER" }, signal);
    this.#control = await this.#open({ port: control_port, type: "DEALER" }, signal);
    const isHeard = Promise.withResolvers<void>();
    this.#read(iopub, (message) => {
      isHeard.resolve();
      this.#hear(message);
    });
    this.#read(this.#shell, (message) => this.#answer(message));
    this.#read(this.#control, (message) => this.#answer(message));
    // A subscription takes effect some time after it was sent: ask until something is heard.
    do {
      const reply = await this.#request(this.#shell, "kernel_info_request", {}, signal);
      this.info = kernelInfo.parse(reply.content);
    } while (!await settled(isHeard.promise, 50));
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
   * @returns true where the cells have left nothing running in the kernel
   */
  async flush(signal?: AbortSignal): Promise<boolean> {
    const flush: Flush = this.#flush = {
      marker: `${this.secret}:${crypto.randomUUID()}`,
      missing: new Set(["stdout", "stderr", "display", "printed stdout", "printed stderr"]),
      done: Promise.withResolvers(),
      isIdle: false,
    };
    const code = flushCode(this.secret, flush.marker);
    const reply = await this.execute(code, { silent: true, signal });
    if (reply.status !== "ok") throw new KernelFaultError(reply.evalue);
    return await this.#unlessEnded(flush.done.promise, signal);
  }

  /** What programs and workers printed since this was last asked for; after a flush, all of it. */
  takePrinted(): WrittenText[] {
    return STREAMS.map((name) =>
      ({ kind: "written", name, text: this.#printed[name].takeAll() }) as const
    ).filter(({ text }) => text !== "");
  }

  /** Asks the kernel to stop the running cell. It can stop a loop, not a wait. */
  async interrupt(): Promise<void> {
    await this.#send(this.#control!, newMessage("interrupt_request", {}, this.#session))
      .catch(() => {});
  }

  /**
   * Ends the kernel and all that its cells started.
   * @returns the programs that were still running; none are looked for where the caller knows that there are none
   */
  close(mayHavePrograms = true): Promise<StartedProgram[]> {
    this.listener = {};
    return this.#closed ??= this.#close(mayHavePrograms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(mayHavePrograms: boolean): Promise<StartedProgram[]> {
    try {
      const programs = mayHavePrograms ? await this.process.startedPrograms() ?? [] : [];
      // SIGKILL: a graceful end is slow and changes nothing.
      this.process.kill();
      await this.process.ended;
      return programs;
    } finally {
      await this.process.release();
      this.#sockets.forEach((socket) => socket.close());
      await Promise.all(this.#reading);
    }
  }

  async #open(
    options: Parameters<typeof ZmtpSocket.connect>[0],
    signal: AbortSignal,
  ): Promise<ZmtpSocket> {
    for (;;) {
      signal.throwIfAborted();
      this.#ended.signal.throwIfAborted();
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
        const message = decodeMessage(frames, this.#connection.key);
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
    const message = readIopub(raw);
    if (message === undefined) return;
    const notice = readNotice(message, this.secret);
    if (notice?.kind === "failure") return this.listener.onBackgroundFailure?.(notice);
    if (notice?.kind === "written") return this.listener.onWritten?.(notice);
    if (notice?.kind === "flushed") {
      if (this.#flush) this.#flush.isIdle = notice.isIdle;
      if (!notice.isPrinted) {
        STREAMS.forEach((name) => this.#see(`printed ${name}`, notice.marker));
      }
      return this.#see("display", notice.marker);
    }
    if (message.type === "stream" && this.#flush) {
      const { name, text } = message.content;
      const line = `${this.#flush.marker}\n`;
      if (text.includes(line)) {
        this.#see(name as StreamName, this.#flush.marker);
        const rest = text.replace(line, "");
        if (rest === "") return;
        message.content.text = rest;
      }
    }
    this.listener.onMessage?.(message);
  }

  #see(way: Way, marker: string): void {
    if (this.#flush?.marker !== marker) return;
    this.#flush.missing.delete(way);
    if (this.#flush.missing.size === 0) this.#flush.done.resolve(this.#flush.isIdle);
  }

  /** What is awaited, unless the kernel ends or the signal comes first. */
  #unlessEnded<T>(awaited: Promise<T>, signal?: AbortSignal): Promise<T> {
    const { signal: ended } = this.#ended;
    return unlessAborted(awaited, signal ? AbortSignal.any([signal, ended]) : ended);
  }
}
