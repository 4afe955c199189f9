/** On what machine figures were measured. */

/** The machine in one line: processor, cores, memory, system, Deno. */
export async function describeMachine(): Promise<string> {
  const { total } = Deno.systemMemoryInfo();
  const memory = `${Math.round(total / 2 ** 30)} GiB`;
  const cores = navigator.hardwareConcurrency;
  const { os, arch } = Deno.build;
  const system = `${os} ${Deno.osRelease()} ${arch}`;
  const processor = await processorName() ?? "unknown processor";
  return `${processor}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memory}; ` +
    `${system}; Deno ${Deno.version.deno}`;
}

async function processorName(): Promise<string | undefined> {
  const text = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  return /^model name\s*:\s*(.+)$/m.exec(text)?.[1]?.trim();
}
