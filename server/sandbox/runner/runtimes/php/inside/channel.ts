import type { Machine } from './machine.ts';

/** What tests.php reads its cases from and writes its observations to. */
const CHANNEL = '/internal/tests';
const MAJOR = 100;
const KINDS = new Set(['loaded', 'failed', 'observed', 'done']);

/**
 * Connects tests.php. Reading gives the next case as JSON, or nothing when there are no more; what is written are lines `kind text`,
 * and `tell` gets each of them, and `began` with the number of a case when it was read.
 */
export function serveTests(machine: Machine, inputs: unknown[], first: number, tell: (kind: string, text: string) => void): void {
  const { FS } = machine.glue;
  let next = first;
  let reading = new Uint8Array();
  let written = '';
  const decoder = new TextDecoder();
  const device = FS.makedev(MAJOR, 0);
  FS.registerDevice(device, {
    open(stream) {
      stream.unread = true;
    },
    close() {},
    read(stream, buffer, offset, length) {
      if (stream.unread && next < inputs.length) {
        stream.unread = false;
        tell('began', String(next));
        reading = new TextEncoder().encode(JSON.stringify(inputs[next++])) as Uint8Array<ArrayBuffer>;
      }
      const part = reading.subarray(0, length);
      buffer.set(part, offset);
      reading = reading.subarray(part.length);
      return part.length;
    },
    write(_stream, buffer, offset, length) {
      written += decoder.decode(buffer.slice(offset, offset + length));
      const lines = written.split('\n');
      written = lines.pop()!;
      for (const line of lines) {
        const space = line.indexOf(' ');
        if (KINDS.has(line.slice(0, space))) tell(line.slice(0, space), line.slice(space + 1));
      }
      return length;
    },
  });
  FS.mkdev(CHANNEL, device);
}
