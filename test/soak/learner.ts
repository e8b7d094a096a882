import { request } from 'node:http';

export interface Answer { status: number; type: string; text: string; ms: number }

/** The connection was cut or refused before there was an answer: nothing is known about what the server did. */
export class CutOff extends Error {}
/** The server took longer than anybody waits. */
export class Hanging extends Error {}

/** Somebody with a cookie, who asks over a connection of their own each time. */
export class Learner {
  #cookie: string | undefined;
  readonly #patienceMs: number;

  constructor(patienceMs = 30_000) {
    this.#patienceMs = patienceMs;
  }

  /** @throws CutOff, Hanging */
  send(server: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        reject(new Hanging(`${method} ${path} has no answer after ${this.#patienceMs / 1000} s`));
        sent.destroy();
      }, this.#patienceMs);
      const fail = (cause: Error): void => {
        clearTimeout(patience);
        reject(new CutOff(`${method} ${path}: ${cause.message}`, { cause }));
      };
      const sent = request(`${server}${path}`, {
        method, agent: false,
        headers: { ...(this.#cookie !== undefined && { cookie: this.#cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).once('error', fail).once('close', () => {
          if (!answer.complete) return fail(new Error('the answer broke off'));
          clearTimeout(patience);
          const [cookie] = answer.headers['set-cookie'] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(';')[0];
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text, ms: performance.now() - startedAt });
        });
      });
      sent.once('error', fail);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** The JSON of an answer that has to be good. */
  async read<Body>(server: string, path: string): Promise<Body> {
    const answer = await this.send(server, 'GET', path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    return JSON.parse(answer.text);
  }
}
