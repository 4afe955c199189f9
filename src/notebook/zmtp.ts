/**
 * A ZeroMQ client socket in plain TypeScript: ZMTP 3.0 over TCP, without encryption ("NULL"), which is what Jupyter
 * kernels speak.
 *
 * The native binding is not used: Deno's `uv_poll` stops after its first callback (denoland/deno#36317), so that
 * receiving from it hangs at random; and it needs `--allow-ffi`, which lets a process do anything. This needs
 * `--allow-net=127.0.0.1` only. It keeps no high-water mark: nothing is ever dropped on this side.
 * @see https://rfc.zeromq.org/spec/23/
 */

/** One ZeroMQ message: its parts, in order. */
export type Frames = Uint8Array<ArrayBuffer>[];

export interface ZmtpOptions {
  readonly port: number;
  readonly hostname?: string;
  readonly type: "DEALER" | "SUB";
  /** What the other side's router calls us. */
  readonly identity?: string;
}

/** The other side does not speak ZMTP 3, or not as agreed. */
export class ZmtpError extends Error {
  override readonly name = "ZmtpError";
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const GREETING_BYTES = 64;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A connected socket. A `SUB` is subscribed to everything. */
export class ZmtpSocket {
  readonly #connection: Deno.Conn;
  readonly #reader: ByteReader;
  #sending: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
    this.#reader = new ByteReader(connection);
  }

  /**
   * Connects and shakes hands.
   * @throws {Deno.errors.ConnectionRefused} when nobody listens at the port
   * @throws {ZmtpError} when who listens is not a ZeroMQ socket
   */
  static async connect(options: ZmtpOptions, signal?: AbortSignal): Promise<ZmtpSocket> {
    const { hostname = "127.0.0.1", port } = options;
    const connection = await Deno.connect({ hostname, port });
    connection.setNoDelay(true);
    const socket = new ZmtpSocket(connection);
    const abort = () => socket.close();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      signal?.throwIfAborted();
      await socket.#shakeHands(options);
      return socket;
    } catch (error) {
      socket.close();
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  async #shakeHands({ type, identity = "" }: ZmtpOptions): Promise<void> {
    await this.#write(greeting());
    const theirs = await this.#reader.read(GREETING_BYTES);
    if (theirs === undefined || theirs[0] !== 0xff || theirs[9] !== 0x7f || theirs[10]! < 3) {
      throw new ZmtpError("What listens there does not speak ZMTP 3");
    }
    await this.#write(encodeFrame(ready({ "Socket-Type": type, "Identity": identity }), COMMAND));
    const answer = await this.#readFrame();
    if (answer === undefined || !isCommand(answer, "READY")) {
      throw new ZmtpError("What listens there refused the ZMTP handshake");
    }
    if (type === "SUB") await this.send([Uint8Array.of(1)]);
  }

  /** Sends one message; messages leave in the order of the calls. */
  send(frames: Frames): Promise<void> {
    const bytes = concat(
      frames.map((frame, index) => encodeFrame(frame, index < frames.length - 1 ? MORE : 0)),
    );
    const sent = this.#sending.then(() => this.#write(bytes));
    this.#sending = sent.catch(() => {});
    return sent;
  }

  /** Every message as it arrives, until either side closes. */
  async *messages(): AsyncGenerator<Frames, void, void> {
    let frames: Frames = [];
    for (;;) {
      const frame = await this.#readFrame();
      if (frame === undefined) return;
      if (frame.flags & COMMAND) continue;
      frames.push(frame.body);
      if (frame.flags & MORE) continue;
      yield frames;
      frames = [];
    }
  }

  /** Closes at once; what was not sent is dropped. May be called twice. */
  close(): void {
    try {
      this.#connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #readFrame(): Promise<Frame | undefined> {
    const flags = (await this.#reader.read(1))?.[0];
    if (flags === undefined) return undefined;
    const size = await this.#reader.read(flags & LONG ? 8 : 1);
    if (size === undefined) return undefined;
    const length = flags & LONG ? Number(new DataView(size.buffer).getBigUint64(0)) : size[0]!;
    const body = await this.#reader.read(length);
    return body && { flags, body };
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.#connection.write(bytes.subarray(sent));
    }
  }
}

interface Frame {
  readonly flags: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
}

/** The body of the command that says who we are. */
function ready(properties: Record<string, string>): Uint8Array {
  const parts = [shortString("READY")];
  for (const [name, value] of Object.entries(properties)) {
    const bytes = encoder.encode(value);
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, bytes.length);
    parts.push(shortString(name), size, bytes);
  }
  return concat(parts);
}

function shortString(text: string): Uint8Array {
  const bytes = encoder.encode(text);
  return concat([Uint8Array.of(bytes.length), bytes]);
}

function isCommand({ flags, body }: Frame, name: string): boolean {
  return (flags & COMMAND) !== 0 && decoder.decode(body.subarray(1, 1 + body[0]!)) === name;
}

function encodeFrame(body: Uint8Array, flags: number): Uint8Array {
  if (body.length < 256) return concat([Uint8Array.of(flags, body.length), body]);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return concat([head, body]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads exact numbers of bytes from a connection. */
class ByteReader {
  readonly #connection: Deno.Conn;
  readonly #chunk = new Uint8Array(65_536);
  #held = new Uint8Array(0);

  constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  /** The next `length` bytes; nothing when the connection ends before. */
  async read(length: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#held.length < length) {
      const parts: Uint8Array[] = [this.#held];
      for (let have = this.#held.length; have < length;) {
        const count = await this.#readChunk();
        if (count === null) return undefined;
        parts.push(this.#chunk.slice(0, count));
        have += count;
      }
      this.#held = concat(parts);
    }
    const bytes = this.#held.slice(0, length);
    this.#held = this.#held.subarray(length);
    return bytes;
  }

  /** A closed or reset connection is the end, whichever side ended it. */
  async #readChunk(): Promise<number | null> {
    try {
      return await this.#connection.read(this.#chunk);
    } catch (error) {
      if (
        error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
        error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe ||
        error instanceof Deno.errors.ConnectionAborted
      ) return null;
      throw error;
    }
  }
}
