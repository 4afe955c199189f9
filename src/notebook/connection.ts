/** The connection file: where a kernel shall listen, and the key that signs every message. */
import { join } from "node:path";

const PORT_NAMES = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

export interface Connection extends AsyncDisposable {
  /** A folder of the kernel's own, readable by its owner only. */
  readonly folder: string;
  /** The connection file in it. */
  readonly path: string;
  readonly key: string;
  readonly ports: Readonly<Record<typeof PORT_NAMES[number], number>>;
}

/** Ports of kernels that this process runs: a kernel that is starting must not be given another's. */
const taken = new Set<number>();

/** Picks free loopback ports and a random key, and writes the file. Disposing removes it. */
export async function createConnection(): Promise<Connection> {
  const ports = freePorts();
  const key = crypto.randomUUID() + crypto.randomUUID();
  const folder = await Deno.makeTempDir({ prefix: "notebook-kernel-" });
  const path = join(folder, "connection.json");
  const dispose = async () => {
    Object.values(ports).forEach((port) => taken.delete(port));
    await Deno.remove(folder, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  };
  try {
    const content = {
      ip: "127.0.0.1",
      transport: "tcp",
      signature_scheme: "hmac-sha256",
      kernel_name: "deno",
      key,
      ...ports,
    };
    await Deno.writeTextFile(path, JSON.stringify(content), { createNew: true, mode: 0o600 });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { folder, path, key, ports, [Symbol.asyncDispose]: dispose };
}

/** Another process may take one before the kernel does: then the kernel says so, and one asks again. */
function freePorts(): Connection["ports"] {
  const listeners: Deno.Listener[] = [];
  try {
    const entries = PORT_NAMES.map((name) => {
      for (;;) {
        const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        listeners.push(listener);
        const { port } = listener.addr as Deno.NetAddr;
        if (!taken.has(port)) return [name, port] as const;
      }
    });
    entries.forEach(([, port]) => taken.add(port));
    return Object.fromEntries(entries) as Connection["ports"];
  } finally {
    listeners.forEach((listener) => listener.close());
  }
}
