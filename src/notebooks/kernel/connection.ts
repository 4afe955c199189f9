/** Where a kernel shall listen, and the key that signs every message. */

const PORT_NAMES = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** What a kernel and its client agree on. */
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
