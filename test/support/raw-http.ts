import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer { status: number; headers: Headers; body: string }

/** A request as it goes over the wire: nothing is checked, encoded or put right. */
export interface RawRequest { method: string; target: string; headers: [string, string][]; body: Uint8Array }

/**
 * Sends bytes that no client library would send, and reads until the server closes.
 * @returns undefined when the server closed without a word, @throws when nothing has come after `patienceMs`
 */
export function sendRaw(port: number, { method, target, headers, body }: RawRequest, patienceMs = 15_000): Promise<RawAnswer | undefined> {
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), 'connection: close', '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer after ${patienceMs} ms to ${method} ${target}`));
    }, patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('error', () => {}); // a server may close while a body it refuses is still coming
    socket.once('close', () => {
      clearTimeout(patience);
      resolve(readAnswer(Buffer.concat(chunks)));
    });
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  });
}

function readAnswer(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const body = bytes.subarray(end + 4);
  return { status: Number(statusLine.split(' ')[1]), headers, body: (headers.get('transfer-encoding') === 'chunked' ? joinChunks(body) : body).toString('utf8') };
}

/** RFC 9112, section 7.1. */
function joinChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(length > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
