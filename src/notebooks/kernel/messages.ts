/** What kernels say, as far as a run listens: checked content by message type. */
import { z } from "zod";
import { mimeBundle } from "../ipynb/format.ts";
import type { Message } from "./wire.ts";

const metadata = z.record(z.string(), z.unknown()).default({});
const transient = z.looseObject({ display_id: z.string().nullish() }).nullish();
const executionCount = z.int().nonnegative().nullable();

const iopub = {
  status: z.object({ execution_state: z.string() }),
  execute_input: z.object({ execution_count: executionCount }),
  stream: z.object({ name: z.string(), text: z.string() }),
  display_data: z.object({ data: mimeBundle, metadata, transient }),
  update_display_data: z.object({ data: mimeBundle, metadata, transient }),
  execute_result: z.object({
    data: mimeBundle,
    metadata,
    transient,
    execution_count: executionCount,
  }),
  error: z.object({ ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) }),
  clear_output: z.object({ wait: z.boolean().default(false) }),
  /** Stands for any that was too long to be held. */
  too_long: z.object({}),
};

type Contents = typeof iopub;

/** A message on the channel that everyone hears, by type. */
export type IopubMessage = {
  [Type in keyof Contents]: {
    readonly type: Type;
    readonly content: z.infer<Contents[Type]>;
    /** Of the content as it came. */
    readonly bytes: number;
  };
}[keyof Contents];

/** The checked message; nothing for types that a run does not listen to, and for malformed ones. */
export function readIopub({ header, content, bytes }: Message): IopubMessage | undefined {
  const type = bytes === undefined ? "too_long" : header.msg_type as keyof Contents;
  if (!Object.hasOwn(iopub, type)) return undefined;
  const { data } = iopub[type].safeParse(content);
  return data && { type, content: data, bytes: bytes ?? 0 } as IopubMessage;
}

/** How a cell ended; what was too long to be held is an error whose message is. */
export const executeReply = z.object({
  status: z.enum(["ok", "error", "aborted"]).default("error"),
  execution_count: executionCount.default(null),
  ename: z.string().default("Error"),
  evalue: z.string().default("(too long to be shown)"),
  traceback: z.array(z.string()).default(["(too long to be shown)"]),
});
export type ExecuteReply = z.infer<typeof executeReply>;

const languageInfo = z.looseObject({ name: z.string(), version: z.string() });

/** Who a kernel says it is. */
export const kernelInfo = z.object({
  implementation: z.string(),
  implementation_version: z.string(),
  protocol_version: z.string(),
  language_info: languageInfo,
});
export type KernelInfo = z.infer<typeof kernelInfo>;
