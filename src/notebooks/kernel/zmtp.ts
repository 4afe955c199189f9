/**
 * A ZeroMQ client socket in plain TypeScript: ZMTP 3.0 over TCP, without encryption ("NULL"), which is what Jupyter
 * kernels speak.
 *
 * The native binding is not used: Deno's `uv_poll` stops after its first callback (denoland/deno#36317), so that
 * receiving from it hangs at random; and it needs `--allow-ffi`, which lets a process do anything. This needs
 * `--allow-net=127.0.0.1` only. It keeps no high-water mark: no message is ever dropped on this side.
 * @see https://rfc.zeromq.org/spec/23/
 */
import { Buffer } from "node:buffer";

export type Frames = Uint8Array[];

/** Bytes of one part that are held: a longer part is read to its end, and `TOO_LONG` stands for it. */
export const MOST_BYTES = 32_000_000;
export const TOO_LONG = new Uint8Array();

interface ZmtpOptions {
  readonly port: number;
  readonly type: "DEALER" | "SUB";
}

/** The other side does not speak ZMTP 3, or not as agreed. */
export class ZmtpError extends Error {
  override readonly name = "ZmtpError";
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const CHUNK_BYTES = 65_536;
/** The part with which a Jupyter message begins. */
export const DELIMITER = Buffer.from("<IDS|MSG>");
/** Its frame. The first byte of it stands in no JSON. */
const START = encodeFrame(DELIMITER, MORE);
const BRACE = "{".charCodeAt(0);
/** Ends a subscription that never was: asks for nothing, and leaves nothing behind. */
const NO_SUBSCRIPTION = Uint8Array.of(0, "-".charCodeAt(0));
const GREETING = Buffer.alloc(64);
GREETING.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
GREETING.write("NULL", 12);

/** A connected socket. A `SUB` is subscribed to everything. */
export class ZmtpSocket {
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #held: Buffer = Buffer.alloc(0);
  #inserted: Frames[] = [];
  #sending: Promise<void> = Promise.resolve();
  /** True while reads are not to be answered, or one is. */
  #isAnswering = true;

  private constructor(
    private readonly connection: Deno.Conn,
    private readonly type: ZmtpOptions["type"],
  ) {}

  /**
   * Connects and shakes hands.
   * @throws {Deno.errors.ConnectionRefused} when nobody listens at the port
   * @throws {ZmtpError} when who listens is not a ZeroMQ socket
   */
  static async connect(options: ZmtpOptions, signal?: AbortSignal): Promise<ZmtpSocket> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: options.port });
    connection.setNoDelay(true);
    const socket = new ZmtpSocket(connection, options.type);
    const abort = () => socket.close();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      signal?.throwIfAborted();
      await socket.#shakeHands();
      return socket;
    } catch (error) {
      socket.close();
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  async #shakeHands(): Promise<void> {
    await this.#write(GREETING);
    const theirs = await this.#read(GREETING.length);
    if (theirs === undefined || theirs[0] !== 0xff || theirs[9] !== 0x7f || theirs[10]! < 3) {
      throw new ZmtpError("What listens there does not speak ZMTP 3");
    }
    const length = Uint8Array.of(0, 0, 0, this.type.length);
    const ready = [
      shortString("READY"),
      shortString("Socket-Type"),
      length,
      Buffer.from(this.type),
    ];
    await this.#write(encodeFrame(Buffer.concat(ready), COMMAND));
    const answer = await this.#readFrame();
    if (
      !answer || !(answer.flags & COMMAND) || !shortString("READY").equals(answer.body.slice(0, 6))
    ) {
      throw new ZmtpError("What listens there refused the ZMTP handshake");
    }
    if (this.type !== "SUB") return;
    await this.send([Uint8Array.of(1)]);
    this.#isAnswering = false;
  }

  /** Sends one message; messages leave in the order of the calls. */
  send(frames: Frames): Promise<void> {
    const bytes = Buffer.concat(
      frames.map((frame, index) => encodeFrame(frame, index < frames.length - 1 ? MORE : 0)),
    );
    const sent = this.#sending.then(() => this.#write(bytes));
    this.#sending = sent.catch(() => {});
    return sent;
  }

  /** Every message as it arrives, until either side closes. */
  async *messages(): AsyncGenerator<Frames, void, void> {
    for (let frames = await this.#readMessage(); frames; frames = await this.#readMessage()) {
      yield frames;
      yield* this.#inserted.splice(0);
    }
  }

  /** Closes at once; what was not sent is dropped. May be called twice. */
  close(): void {
    try {
      this.connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  /** The next message; nothing when the connection ends before its end. */
  async #readMessage(): Promise<Frames | undefined> {
    const frames: Frames = [];
    for (let frame = await this.#readFrame(); frame; frame = await this.#readFrame()) {
      if (frame.flags & COMMAND) continue;
      frames.push(frame.body);
      if (!(frame.flags & MORE)) return frames;
    }
    return undefined;
  }

  async #readFrame(): Promise<{ flags: number; body: Uint8Array } | undefined> {
    const flags = (await this.#read(1))?.[0];
    if (flags === undefined) return undefined;
    const size = await this.#read(flags & LONG ? 8 : 1);
    if (size === undefined) return undefined;
    const length = flags & LONG ? Number(size.readBigUInt64BE()) : size[0]!;
    const body = flags & LONG ? await this.#readLong(length) : await this.#read(length);
    return body && { flags, body };
  }

  /** The next `length` bytes; nothing when the connection ends before. */
  async #read(length: number): Promise<Buffer | undefined> {
    if (!await this.#hold(length)) return undefined;
    const read = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return read;
  }

  /**
   * A long part, or `TOO_LONG`. Where a Deno kernel cannot send one at once, it may send another whole message in the midst
   * of it: that is taken out. It shows by its first byte, which stands in no JSON; a part that is no JSON is taken as it is.
   */
  async #readLong(length: number): Promise<Uint8Array | undefined> {
    const parts: Uint8Array[] = [];
    if (length > 0 && !await this.#hold(1)) return undefined;
    const isJson = this.#held[0] === BRACE;
    for (let left = length; left > 0;) {
      if (!await this.#hold(1)) return undefined;
      const at = isJson ? this.#held.indexOf(START[0]!) : -1;
      if (at === 0) {
        if (!await this.#takeInserted()) return undefined;
        continue;
      }
      const piece = this.#held.subarray(0, Math.min(left, at < 0 ? Infinity : at));
      if (length <= MOST_BYTES) parts.push(piece);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
    }
    return length > MOST_BYTES ? TOO_LONG : Buffer.concat(parts);
  }

  /** Takes a message that stands where a part should go on; false when the connection ends before its end. */
  async #takeInserted(): Promise<boolean> {
    if (!await this.#hold(START.length)) return false;
    if (!START.equals(this.#held.subarray(0, START.length))) {
      throw new ZmtpError("A part that is no JSON stands where one should");
    }
    const inserted = await this.#readMessage();
    if (inserted !== undefined) this.#inserted.push(inserted);
    return inserted !== undefined;
  }

  /** Has at least `length` bytes ready; false when the connection ends before. */
  async #hold(length: number): Promise<boolean> {
    const parts = [this.#held];
    for (let have = this.#held.length; have < length;) {
      const count = await this.#receive();
      if (count === null) return false;
      parts.push(Buffer.from(this.#chunk.subarray(0, count)));
      have += count;
    }
    if (parts.length > 1) this.#held = Buffer.concat(parts);
    return true;
  }

  /** A closed or reset connection is the end, whichever side ended it. */
  async #receive(): Promise<number | null> {
    try {
      const count = await this.connection.read(this.#chunk);
      this.#answer();
      return count;
    } catch (error) {
      if (isDisconnection(error)) return null;
      throw error;
    }
  }

  /**
   * Sends something small at once: with it goes the acknowledgement of what was read. A kernel sends its next message
   * only then (Nagle's algorithm), and the system alone would wait 40 ms with it.
   */
  #answer(): void {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    this.send([NO_SUBSCRIPTION]).catch(() => {}).finally(() => this.#isAnswering = false);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.connection.write(bytes.subarray(sent));
    }
  }
}

/** True for an error that says that one of the sides has closed. */
export function isDisconnection(error: unknown): boolean {
  const { BadResource, BrokenPipe, ConnectionAborted, ConnectionReset, Interrupted } = Deno.errors;
  return [BadResource, BrokenPipe, ConnectionAborted, ConnectionReset, Interrupted]
    .some((kind) => error instanceof kind);
}

function encodeFrame(body: Uint8Array, flags: number): Buffer {
  if (body.length < 256) return Buffer.concat([Uint8Array.of(flags, body.length), body]);
  const head = Buffer.from([flags | LONG, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}

function shortString(text: string): Buffer {
  return Buffer.concat([Uint8Array.of(Buffer.byteLength(text)), Buffer.from(text)]);
}
