/** Lines of a stream of bytes, however long, each without its end. */
export class TextLineStream extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder();
    let parts: string[] = [];
    super({
      transform(chunk, controller) {
        const [first, ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
        parts.push(first!);
        for (const part of rest) {
          controller.enqueue(parts.join(""));
          parts = [part];
        }
      },
    });
  }
}
