/** Messages as a kernel that cannot send at once sends them: one in the midst of another. Seen of Deno 2.9.6, about once in ten. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type Frames, ZmtpSocket } from "../../../src/notebooks/kernel/zmtp.ts";

const LONG = 300;
const frame = (text: string, isLast: boolean) => {
  const body = Buffer.from(text);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length));
  const isLong = body.length >= 256;
  const head = [(isLast ? 0 : 1) | (isLong ? 2 : 0), ...isLong ? size : [body.length]];
  return Buffer.concat([Buffer.from(head), body]);
};
const message = (...texts: string[]) =>
  Buffer.concat(texts.map((text, index) => frame(text, index === texts.length - 1)));

/** What arrives of these bytes, sent in pieces of a size. */
async function received(bytes: Buffer, size: number): Promise<string[][]> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = listener.accept().then(async (peer) => {
    const greeting = Buffer.alloc(64);
    greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
    greeting.write("NULL", 12);
    const ready = Buffer.from("\x04\x19\x05READY\x0bSocket-Type\0\0\0\x03PUB", "latin1");
    ready[1] = ready.length - 2;
    const all = Buffer.concat([greeting, ready, bytes]);
    for (let at = 0; at < all.length; at += size) {
      await peer.write(all.subarray(at, at + size));
    }
    await peer.closeWrite();
    await new Response(peer.readable).bytes().catch(() => {});
  });
  const { port } = listener.addr as Deno.NetAddr;
  const socket = await ZmtpSocket.connect({ port, type: "SUB" });
  const all: Frames[] = await Array.fromAsync(socket.messages());
  socket.close();
  await served;
  return all.map((frames) => frames.map((body) => Buffer.from(body).toString()));
}

Deno.test("a message that stands in the midst of another is taken out, wherever it stands", async () => {
  const json = `{"text":"${"x".repeat(LONG)}"}`;
  const inner = ["<IDS|MSG>", "signature", `{"state":"idle"}`];
  const whole = message("<IDS|MSG>", json);
  const body = whole.length - json.length;
  for (const at of [1, 2, 100, json.length - 1]) {
    const split = [whole.subarray(0, body + at), message(...inner), whole.subarray(body + at)];
    for (const size of [1, 7, 1_000]) {
      assert.deepEqual(await received(Buffer.concat([...split, message("next")]), size), [
        ["<IDS|MSG>", json],
        inner,
        ["next"],
      ]);
    }
  }
});

Deno.test("a long part that is no JSON is taken as it is", async () => {
  const text = `\x01\x09<IDS|MSG>${"\x01".repeat(LONG)}`;
  assert.deepEqual(await received(message("<IDS|MSG>", text), 50), [["<IDS|MSG>", text]]);
});
