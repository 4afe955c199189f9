/** Who can talk to a kernel: this machine only, with the key, and nobody else can read the key. */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import {
  createConnection,
  decodeMessage,
  encodeMessage,
  newMessage,
} from "../../../src/notebooks/kernel/protocol.ts";
import { KernelProcess } from "../../../src/notebooks/kernel/kernel_process.ts";
import { startKernel } from "../../../src/notebooks/kernel/start_kernel.ts";
import { ZmtpSocket } from "../../../src/notebooks/kernel/zmtp.ts";

const isLinux = Deno.build.os === "linux";

Deno.test({
  name: "a kernel's key stands in no file, no argument and no variable of the environment",
  ignore: !isLinux,
  async fn() {
    const connection = createConnection();
    const process = new KernelProcess(
      [Deno.execPath(), "jupyter", "--kernel", "--conn"],
      ".",
      connection.file,
    );
    try {
      await connect(connection.ports.shell_port).then((socket) => socket.close());
      const { stdout } = await new Deno.Command("sh", {
        args: ["-c", 'cat "/proc/$0/cmdline" "/proc/$0/environ"; ps -A -o args=', `${process.pid}`],
      }).output();
      const seen = new TextDecoder().decode(stdout);
      assert.match(seen, /--kernel/);
      assert.ok(!seen.includes(connection.key));
    } finally {
      process.kill();
      await process.ended;
      await process.release();
    }
  },
});

Deno.test({
  name: "a kernel listens on the loopback interface only, at five ports",
  ignore: !isLinux,
  async fn() {
    await using kernel = await startKernel({ cwd: "." });
    // The kernel may read its own /proc; it sees what everybody sees there of the network.
    const { stdout } = await new Deno.Command("sh", {
      args: [
        "-c",
        'ls -l "/proc/$0/fd" && echo -- && cat /proc/net/tcp /proc/net/tcp6',
        `${kernel.process.pid}`,
      ],
    }).output();
    const [descriptors, table] = new TextDecoder().decode(stdout).split("--\n");
    const inodes = new Set(
      [...descriptors!.matchAll(/socket:\[(\d+)\]/g)].map(([, inode]) => inode),
    );
    const listening = table!.split("\n").map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && inodes.has(fields[9]));
    assert.equal(listening.length, 5);
    for (const [, local] of listening) assert.match(local!, /^0100007F:/);
  },
});

Deno.test("a kernel drops what is signed with another key, and signs what it answers with its own", async () => {
  const folder = await Deno.makeTempDir({ prefix: "wire-" });
  const connection = createConnection();
  const command = [Deno.execPath(), "jupyter", "--kernel", "--conn"];
  const kernel = new KernelProcess(command, folder, connection.file);
  let shell: ZmtpSocket | undefined;
  try {
    shell = await connect(connection.ports.shell_port);
    const write = (name: string) => ({
      code: `Deno.writeTextFileSync(${JSON.stringify(join(folder, name))}, "")`,
      silent: true,
    });
    const forged = newMessage("execute_request", write("forged"), "s");
    await shell.send(encodeMessage(forged, crypto.randomUUID()));
    const sound = newMessage("execute_request", write("sound"), "s");
    await shell.send(encodeMessage(sound, connection.key));
    // Answers come in order: the first that comes is to the second message.
    for await (const frames of shell.messages()) {
      const reply = decodeMessage(frames, connection.key);
      assert.equal(reply?.parent_header.msg_id, sound.header.msg_id);
      assert.equal(decodeMessage(frames, crypto.randomUUID()), undefined);
      break;
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["sound"]);
  } finally {
    shell?.close();
    kernel.kill();
    await kernel.ended;
    await kernel.release();
    await Deno.remove(folder, { recursive: true });
  }
});

async function connect(port: number): Promise<ZmtpSocket> {
  for (;;) {
    try {
      return await ZmtpSocket.connect({ port, type: "DEALER" });
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

Deno.test("decodeMessage() drops a message of which any byte is another, or that another key signed", () => {
  const message = newMessage("stream", { name: "stdout", text: "é" }, "session");
  const frames = encodeMessage(message, "key");
  const bytes = encodeMessage(message, "key")[5]!.length;
  assert.deepEqual(decodeMessage(frames, "key"), { ...message, bytes });
  assert.equal(decodeMessage(frames, "another"), undefined);
  assert.equal(decodeMessage(frames, ""), undefined);
  // The delimiter, the signature and the four parts; what comes before is the route.
  fc.assert(fc.property(fc.nat(5), fc.nat(), fc.integer({ min: 1, max: 255 }), (at, byte, by) => {
    const broken = frames.map((frame) => Uint8Array.from(frame));
    const frame = broken[at]!;
    frame[byte % frame.length]! ^= by;
    assert.equal(decodeMessage(broken, "key"), undefined);
  }));
  for (let length = 0; length < frames.length; length++) {
    assert.equal(decodeMessage(frames.slice(0, length), "key"), undefined);
  }
});

Deno.test("decodeMessage() drops any frames that are not a message, signed or not", () => {
  const frame = fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes));
  fc.assert(fc.property(fc.array(frame, { maxLength: 8 }), (frames) => {
    assert.equal(decodeMessage(frames, "key"), undefined);
  }));
  const odd = { header: {}, parent_header: [], metadata: null, content: 1, buffers: [] };
  assert.equal(decodeMessage(encodeMessage(odd as never, "key"), "key"), undefined);
});
