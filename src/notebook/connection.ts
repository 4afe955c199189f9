/** Where a kernel shall listen, and the key that signs every message. */

const PORT_NAMES = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** What a kernel and its client agree on. Disposing gives the ports back. */
export interface Connection extends Disposable {
  readonly key: string;
  readonly ports: Readonly<Record<typeof PORT_NAMES[number], number>>;
  /** What the kernel reads from its connection file, on one line. */
  readonly file: string;
}

/** Ports of kernels that this process runs: a kernel that is starting must not be given another's. */
const taken = new Set<number>();

/**
 * Picks free loopback ports and a random key.
 * @throws where this machine has no loopback address, or no port is free
 */
export function createConnection(): Connection {
  const ports = freePorts();
  const key = crypto.randomUUID() + crypto.randomUUID();
  const file = JSON.stringify({
    ip: "127.0.0.1",
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    kernel_name: "deno",
    key,
    ...ports,
  });
  const dispose = () => Object.values(ports).forEach((port) => taken.delete(port));
  return { key, ports, file, [Symbol.dispose]: dispose };
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
