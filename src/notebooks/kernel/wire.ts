/**
 * The Jupyter message protocol 5.x: messages to signed frames and back.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { DELIMITER, type Frames, TOO_LONG } from "./zmtp.ts";

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
      version: "5.3",
    },
    parent_header: {},
    metadata: {},
    content,
  };
}

/** The signed frames of a message. */
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
