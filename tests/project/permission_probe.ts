/** Tries what a program might do, and prints as JSON what it may. It is run with the permissions of a task. */

const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
  readHome: () => Deno.readDirSync(Deno.args[0]!),
  write: () => Deno.writeTextFileSync(`${Deno.args[0]}/written`, ""),
  run: () => new Deno.Command("true").outputSync(),
  loopback: () => Deno.connect({ hostname: "127.0.0.1", port: 1 }),
  // Addresses that are set aside for documentation: nobody is there.
  otherHost: () => fetch("http://192.0.2.1/"),
  otherName: () => Deno.resolveDns("example.org", "A"),
  listenToAll: () => Deno.listen({ hostname: "0.0.0.0", port: 0 }).close(),
  remoteModule: () => import(["https://deno.land", "nothing.ts"].join("/")),
  home: () => Deno.env.get("HOME"),
  secret: () => Deno.env.get("SECRET_TOKEN"),
  hostname: () => Deno.hostname(),
  osRelease: () => Deno.osRelease(),
  nativeLibrary: () => Deno.dlopen("/nowhere.so", {}),
};

const allowed: string[] = [];
for (const [name, attempt] of Object.entries(ATTEMPTS)) {
  try {
    await attempt();
    allowed.push(name);
  } catch (error) {
    const isRefused = error instanceof Deno.errors.NotCapable || /--no-remote/.test(String(error));
    if (!isRefused) allowed.push(name);
  }
}
console.log(JSON.stringify(allowed));
