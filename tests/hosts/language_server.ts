/** A real `deno lsp`, spoken to as an editor speaks to it. */
import { pathToFileURL } from "node:url";
import type { Notebook } from "../../src/notebooks/ipynb/format.ts";

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** JSON-RPC over the server's standard input and output. */
export class LanguageServer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #assumption: Promise<void>;
  #lastId = 0;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#assumption = this.#read();
  }

  /** Starts the server in a folder, as VS Code does with the project's settings. */
  static async start(folder: string): Promise<LanguageServer> {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["lsp", "--quiet"],
      cwd: folder,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const server = new LanguageServer(process);
    const uri = pathToFileURL(folder).href;
    await server.request("initialize", {
      processId: Deno.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "project" }],
      initializationOptions: SETTINGS,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown"] } },
        notebookDocument: { synchronization: { dynamicRegistration: false } },
      },
    });
    await server.notify("initialized", {});
    return server;
  }

  /** Opens a notebook; gives the address of each of its code cells. */
  async openNotebook(path: string, { cells }: Notebook): Promise<string[]> {
    const uri = pathToFileURL(path).href;
    const code = cells.filter((cell) => cell.cell_type === "code");
    const documents = code.map(({ source }, index) => ({
      uri: `${uri.replace("file:", "vscode-notebook-cell:")}#cell${index}`,
      languageId: "typescript",
      version: 1,
      text: source,
    }));
    await this.notify("notebookDocument/didOpen", {
      notebookDocument: {
        uri,
        notebookType: "jupyter-notebook",
        version: 1,
        cells: documents.map(({ uri }) => ({ kind: 2, document: uri })),
      },
      cellTextDocuments: documents,
    });
    return documents.map(({ uri }) => uri);
  }

  /** What the server has to say against a document. */
  async diagnose(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.request("textDocument/diagnostic", { textDocument: { uri } });
    return (report as { items: Diagnostic[] }).items;
  }

  /** What an editor shows over a place. */
  async hover(uri: string, line: number, character: number): Promise<string> {
    const position = { line, character };
    const found = await this.request("textDocument/hover", { textDocument: { uri }, position });
    return JSON.stringify(found);
  }

  async request(method: string, params?: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    await this.#send({ jsonrpc: "2.0", id, method, params });
    return await answer.promise;
  }

  async notify(method: string, params?: unknown): Promise<void> {
    await this.#send({ jsonrpc: "2.0", method, params });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.request("shutdown");
    await this.notify("exit");
    await this.#writer.close().catch(() => {});
    await this.#process.status;
    await this.#assumption;
  }

  async #send(message: unknown): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify(message));
    const head = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
    await this.#writer.write(new Uint8Array([...head, ...body]));
  }

  async #read(): Promise<void> {
    let buffer = new Uint8Array();
    for await (const chunk of this.#process.stdout) {
      buffer = new Uint8Array([...buffer, ...chunk]);
      for (;;) {
        const head = new TextDecoder().decode(buffer.subarray(0, 200));
        const match = head.match(/Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/);
        if (match === null) break;
        const start = match.index! + match[0].length;
        const end = start + Number(match[1]);
        if (buffer.length < end) break;
        const message = new TextDecoder().decode(buffer.subarray(start, end));
        buffer = buffer.slice(end);
        await this.#take(JSON.parse(message));
      }
    }
    for (const { reject } of this.#waiting.values()) reject(new Error("The server has ended"));
  }

  async #take({ id, method, params, result, error }: Message): Promise<void> {
    if (method !== undefined) {
      if (id === undefined) return;
      // The server asks for settings, and for leave to watch files.
      const answer = method === "workspace/configuration"
        ? params!.items!.map(() => SETTINGS)
        : null;
      return await this.#send({ jsonrpc: "2.0", id, result: answer });
    }
    const waiting = this.#waiting.get(id!);
    this.#waiting.delete(id!);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}

/** As .vscode/settings.json has it. */
const SETTINGS = { enable: true, lint: true };
