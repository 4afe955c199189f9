/** On what machine figures were measured. */
import { cpus } from "node:os";

/** The machine in one line: processor, cores, memory, system, Deno. */
export function describeMachine(): string {
  const { total } = Deno.systemMemoryInfo();
  const memory = `${Math.round(total / 2 ** 30)} GiB`;
  const cores = navigator.hardwareConcurrency;
  const { os, arch } = Deno.build;
  const system = `${os} ${Deno.osRelease()} ${arch}`;
  const processor = cpus()[0]?.model.trim() || "unknown processor";
  return `${processor}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memory}; ` +
    `${system}; Deno ${Deno.version.deno}`;
}
