import { connect, type Socket } from 'node:net';

/**
 * One kept-open HTTP/1.1 connection that does as little as it can: whoever asks takes time from the same cores as the server that
 * answers, and Node's own client takes more than an isolate costs.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #answered: ((text: string) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(url: string) {
    const { hostname, port, host } = new URL(url);
    this.#host = host;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (text) => this.#take(String(text)));
    this.#socket.on('error', (error) => this.#failed?.(error));
    this.#socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  /** What `ask` sends: made once, for a request that is repeated. */
  request(method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}, body = ''): string {
    const lines = Object.entries({ host: this.#host, ...headers, ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) });
    return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
  }

  /** Status line, headers and body of the answer, as they came. One at a time. */
  ask(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const head = this.#received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, head))?.[1];
    const whole = length === undefined ? this.#received.endsWith('0\r\n\r\n') : this.#received.length >= head + 4 + Number(length);
    if (!whole) return;
    const answer = this.#received;
    this.#received = '';
    this.#failed = undefined;
    this.#answered?.(answer);
  }
}
