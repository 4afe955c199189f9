/**
 * The Jupyter message protocol 5.x: messages to signed frames and back.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Frames } from "./zmtp.ts";

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

export type Header = z.infer<typeof header>;
export type Message = z.infer<typeof message> & { readonly buffers: Frames };

const DELIMITER = "<IDS|MSG>";
const PROTOCOL_VERSION = "5.3";
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** A message to send, as this session would: fresh id, time and session. */
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
      version: PROTOCOL_VERSION,
    },
    parent_header: {},
    metadata: {},
    content,
    buffers: [],
  };
}

/** The signed frames of a message. */
export function encodeMessage(message: Message, key: string): Frames {
  const { header, parent_header, metadata, content, buffers } = message;
  const parts = [header, parent_header, metadata, content].map((part) =>
    encoder.encode(JSON.stringify(part))
  );
  return [encoder.encode(DELIMITER), encoder.encode(sign(parts, key)), ...parts, ...buffers];
}

/** The message in some frames; nothing when they are not one, or not signed with the key. */
export function decodeMessage(frames: Frames, key: string): Message | undefined {
  const start = frames.findIndex((frame) => isDelimiter(frame));
  if (start < 0 || frames.length < start + 6) return undefined;
  const [signature, ...parts] = frames.slice(start + 1, start + 6);
  const expected = encoder.encode(sign(parts, key));
  if (signature!.length !== expected.length || !timingSafeEqual(signature!, expected)) {
    return undefined;
  }
  try {
    const [header, parent_header, metadata, content] = parts.map((part) =>
      JSON.parse(decoder.decode(part))
    );
    const parsed = message.safeParse({ header, parent_header, metadata, content });
    return parsed.success ? { ...parsed.data, buffers: frames.slice(start + 6) } : undefined;
  } catch {
    return undefined;
  }
}

function sign(parts: Frames, key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function isDelimiter(frame: Uint8Array): boolean {
  return frame.length === DELIMITER.length &&
    DELIMITER.split("").every((letter, index) => frame[index] === letter.charCodeAt(0));
}
