/** An event of a stream: its name, and its data as text. */
export interface TextEvent { event: string; data: string }

/**
 * Reads Server-Sent Events from a fetched body (HTML Standard, "Parsing an event stream"; ids and retry times are not used
 * here). An event that the stream's end cuts off is left out.
 * @param heard is called with each piece that arrives, comments included: a sign of life
 */
export async function* readEvents(body: ReadableStream<Uint8Array>, heard: () => void = () => {}): AsyncGenerator<TextEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let afterReturn = false;
  let event = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      let text = decoder.decode(value, { stream: true });
      const otherHalf = afterReturn && text.startsWith('\n'); // of a \r\n that was cut in two
      if (text !== '') afterReturn = text.endsWith('\r');
      if (otherHalf) text = text.slice(1);
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, field, content = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
        if (field === 'event') event = content;
        if (field === 'data') data.push(content);
        if (line !== '') continue;
        if (data.length > 0) yield { event: event || 'message', data: data.join('\n') };
        event = '';
        data = [];
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined); // it has broken off by itself
  }
}
