/**
 * The Jupyter message protocol 5.x: where a kernel listens, messages to signed frames and back, and what they hold.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { DELIMITER, type Frames, TOO_LONG } from "./zmtp.ts";
import { mimeBundle } from "../ipynb/format.ts";

const PORT_NAMES = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

export interface Connection {
  readonly key: string;
  readonly ports: Readonly<Record<typeof PORT_NAMES[number], number>>;
  /** What the kernel reads from its connection file, on one line. */
  readonly file: string;
}

/**
 * Picks free loopback ports and a random key. Another process may take a port before the kernel does: then the kernel
 * says so, and one asks again.
 * @throws where this machine has no loopback address, or no port is free
 */
export function createConnection(): Connection {
  const listeners: Deno.TcpListener[] = [];
  try {
    for (const _ of PORT_NAMES) listeners.push(Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  } finally {
    listeners.forEach((listener) => listener.close());
  }
  const ports = Object.fromEntries(
    PORT_NAMES.map((name, index) => [name, listeners[index]!.addr.port]),
  ) as Connection["ports"];
  const key = crypto.randomUUID() + crypto.randomUUID();
  const file = JSON.stringify({
    ip: "127.0.0.1",
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    kernel_name: "deno",
    key,
    ...ports,
  });
  return { key, ports, file };
}

const header = z.object({
  msg_id: z.string(),
  msg_type: z.string(),
  session: z.string(),
  username: z.string(),
  date: z.string(),
  version: z.string(),
});

const message = z.object({
  header,
  /** Empty when nothing asked for the message. */
  parent_header: header.partial(),
  metadata: z.record(z.string(), z.unknown()),
  content: z.record(z.string(), z.unknown()),
});
const PARTS = ["header", "parent_header", "metadata", "content"] as const;

export interface Message extends z.infer<typeof message> {
  /** Of its content; undefined where that was too long to be held, and is empty here. */
  readonly bytes?: number;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

export function newMessage(
  type: string,
  content: Record<string, unknown>,
  session: string,
): Message {
  return {
    header: {
      msg_id: crypto.randomUUID(),
      msg_type: type,
      session,
      username: "notebook",
      date: new Date().toISOString(),
      version: "5.3",
    },
    parent_header: {},
    metadata: {},
    content,
  };
}

export function encodeMessage(message: Message, key: string): Frames {
  const parts = PARTS.map((part) => Buffer.from(JSON.stringify(message[part])));
  return [DELIMITER, Buffer.from(sign(parts, key)), ...parts];
}

/** The message in some frames; nothing when they are not one, or not signed with the key. */
export function decodeMessage(frames: Frames, key: string): Message | undefined {
  const start = frames.findIndex((frame) => DELIMITER.equals(frame));
  const [signature, ...parts] = frames.slice(start + 1, start + 6);
  if (start < 0 || parts.length < PARTS.length) return undefined;
  // What was not held cannot be signed for, and says nothing either but that it came.
  const isHeld = parts[3] !== TOO_LONG;
  const expected = Buffer.from(sign(parts, key));
  const isSigned = signature!.length === expected.length && timingSafeEqual(signature!, expected);
  if (isHeld && !isSigned) return undefined;
  try {
    const values = parts.map((part) => part === TOO_LONG ? {} : JSON.parse(decoder.decode(part)));
    const parsed = message.safeParse(Object.fromEntries(PARTS.map((part, i) => [part, values[i]])));
    return parsed.data && { ...parsed.data, ...isHeld && { bytes: parts[3]!.length } };
  } catch {
    return undefined;
  }
}

function sign(parts: Frames, key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

const metadata = z.record(z.string(), z.unknown()).default({});
const transient = z.looseObject({ display_id: z.string().nullish() }).nullish();
const executionCount = z.int().nonnegative().nullable();

const iopub = {
  status: z.object({ execution_state: z.string() }),
  execute_input: z.object({ execution_count: executionCount }),
  stream: z.object({ name: z.string(), text: z.string() }),
  display_data: z.object({ data: mimeBundle, metadata, transient }),
  update_display_data: z.object({ data: mimeBundle, metadata, transient }),
  execute_result: z.object({
    data: mimeBundle,
    metadata,
    transient,
    execution_count: executionCount,
  }),
  error: z.object({ ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
  clear_output: z.object({ wait: z.boolean().default(false) }),
  /** Stands for any that was too long to be held. */
  too_long: z.object({}),
};

type Contents = typeof iopub;

/** A message on the channel that everyone hears, by type. */
export type IopubMessage = {
  [Type in keyof Contents]: {
    readonly type: Type;
    readonly content: z.infer<Contents[Type]>;
    /** Of the content as it came. */
    readonly bytes: number;
  };
}[keyof Contents];

/** The checked message; nothing for types that a run does not listen to, and for malformed ones. */
export function readIopub({ header, content, bytes }: Message): IopubMessage | undefined {
  const type = bytes === undefined ? "too_long" : header.msg_type as keyof Contents;
  if (!Object.hasOwn(iopub, type)) return undefined;
  const { data } = iopub[type].safeParse(content);
  return data && { type, content: data, bytes: bytes ?? 0 } as IopubMessage;
}

/** How a cell ended; what was too long to be held is an error whose message is. */
export const executeReply = z.object({
  status: z.enum(["ok", "error", "aborted"]).default("error"),
  execution_count: executionCount.default(null),
  ename: z.string().default("Error"),
  evalue: z.string().default("(too long to be shown)"),
  traceback: z.array(z.string()).default(["(too long to be shown)"]),
});
export type ExecuteReply = z.infer<typeof executeReply>;

export const kernelInfo = z.object({
  implementation: z.string(),
  implementation_version: z.string(),
  language_info: z.looseObject({ name: z.string(), version: z.string() }),
});
export type KernelInfo = z.infer<typeof kernelInfo>;
